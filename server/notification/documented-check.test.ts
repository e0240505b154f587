import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { signatureHeader } from "./signature";

type Check = (header: string | undefined, body: string, secret: string, nowSeconds?: number) => boolean;

/** The example of docs/api.md, run as it stands there. */
async function documentedCheck(): Promise<Check> {
  const docs = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");
  const code = /```js\n(import \{ createHmac[\s\S]*?)```/.exec(docs)?.[1];
  if (code === undefined) throw new Error("docs/api.md has no example of a check");
  const example = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
  return example.isFromHubQueue;
}

test("a receiver written as documented accepts what we sign, and nothing else", async () => {
  const check = await documentedCheck();
  const body = '{"event":"test","name":"海"}';
  const at = 1_767_323_045;
  const header = signatureHeader("secret", at, body);
  expect(check(header, body, "secret", at + 10)).toBe(true);
  expect(check(header, `${body} `, "secret", at + 10)).toBe(false);
  expect(check(header, body, "another", at + 10)).toBe(false);
  expect(check(header, body, "secret", at + 301)).toBe(false);
  expect(check(undefined, body, "secret", at)).toBe(false);
});
