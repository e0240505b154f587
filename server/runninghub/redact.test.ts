import { describe, expect, it } from "vitest";
import { redactedJson, redactForStorage, redactText } from "./redact";

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

describe("stored JSON for people", () => {
  const TOKEN = "webhook-token-of-the-attempt";
  const read = (value: unknown) => redactedJson(JSON.stringify(value), [KEY, TOKEN]) ?? "";

  it("has no key and no token, in whatever place they stand", () => {
    const text = read({
      [KEY]: [KEY, { deep: [[`a${KEY}b`]] }],
      encoded: `https://x/?a=${encodeURIComponent(KEY)}`,
      header: `Authorization: Bearer ${KEY}`,
      inText: JSON.stringify({ apiKey: KEY, hook: `https://me/api/webhooks/runninghub/${TOKEN}` }),
      twiceInText: JSON.stringify(JSON.stringify({ apiKey: "somebody-elses-key" })),
      apiKey: "somebody-elses-key",
      data: { netWssUrl: "wss://h/ws?Rh-Comfy-Auth=abc" },
    });
    for (const secret of [KEY, TOKEN, "somebody-elses-key", "abc"]) expect(text).not.toContain(secret);
  });

  it.each([
    "https://b.cos.test/f.png?q-sign-algorithm=SECRET&q-ak=SECRET&q-signature=SECRET&v=1",
    "https://s3.test/f.png?X-Amz-Credential=SECRET&X-Amz-Signature=SECRET&X-Amz-Security-Token=SECRET&v=1",
    "https://oss.test/f.png?OSSAccessKeyId=SECRET&Signature=SECRET&v=1",
    "https://azure.test/f.png?sig=SECRET&v=1",
    "https://oss.test/f.png?a=1\\u0026Signature=SECRET\\u0026v=1",
    "https://oss.test/f.png?a=1&amp;Signature=SECRET&amp;v=1",
  ])("names a file without the right to it: %s", (address) => {
    expect(read({ url: address })).not.toContain("SECRET");
    expect(read({ url: address })).toContain("v=1");
  });

  it.each(["access_token", "Rh-Comfy-Auth", "cookie", "password", "secret", "signature"])(
    "has no %s, as a member or inside a text",
    (name) => {
      expect(read({ [name]: "SECRET", text: JSON.stringify({ [name]: "SECRET", v: 1 }) })).not.toContain(
        "SECRET",
      );
    },
  );

  it("keeps everything else, to the last digit", () => {
    const json =
      '{"seed":518203947717999999999,"steps":8.0,"text":"a key on a table","taskId":"1","off":false}';
    expect(redactedJson(json, [KEY])).toBe(
      [
        "{",
        '  "seed": 518203947717999999999,',
        '  "steps": 8.0,',
        '  "text": "a key on a table",',
        '  "taskId": "1",',
        '  "off": false',
        "}",
      ].join("\n"),
    );
    expect(redactedJson("null", [])).toBeNull();
    expect(redactedJson(null, [])).toBeNull();
  });
});
