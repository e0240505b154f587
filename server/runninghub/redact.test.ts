import { expect, it } from "vitest";
import { redactForStorage, redactText } from "./redact";

const KEY = "0123456789abcdef0123456789abcdef";

it("removes the key wherever it stands", () => {
  const stored = redactForStorage(
    {
      msg: `bad key ${KEY}`,
      [KEY]: 1,
      data: { curl: `curl -H 'Authorization: Bearer ${KEY}'`, list: [`https://x/?apiKey=${KEY}&a=1`] },
      apiKey: KEY,
      text: JSON.stringify({ inner: KEY }),
    },
    KEY,
  );
  expect(JSON.stringify(stored)).not.toContain(KEY);
});

it("removes other people's credentials: bearer headers and websocket tokens", () => {
  const url = "wss://h/ws?clientId=1&Rh-Comfy-Auth=abc%3D&target=https://x";
  expect(redactText(`${url} Bearer zzz`, KEY)).toBe(
    "wss://h/ws?clientId=1&Rh-Comfy-Auth=[redacted]&target=https://x Bearer [redacted]",
  );
  expect(redactForStorage({ data: { netWssUrl: url, taskId: "1" } }, KEY)).toEqual({
    data: { netWssUrl: "[redacted]", taskId: "1" },
  });
});

it("keeps what a reader needs: null and empty members stay as they are", () => {
  expect(redactForStorage({ netWssUrl: null, apiKey: "", code: 0 }, KEY)).toEqual({
    netWssUrl: null,
    apiKey: "",
    code: 0,
  });
});

it("leaves nothing PostgreSQL's jsonb refuses", () => {
  expect(redactForStorage("a\u0000b\ud800c", KEY)).toBe("a\uFFFDb\uFFFDc");
  expect(redactForStorage(`${"x".repeat(3_999)}😀😀`, KEY)).not.toMatch(/\p{Surrogate}/u);
});
