import { expect, test } from "vitest";
import { SecretBox } from "./secret-box";

test("what is sealed can be opened under the same secret, and only there", () => {
  const sealed = new SecretBox("one secret of mine").seal("key-123");
  expect(new SecretBox("one secret of mine").open(sealed)).toBe("key-123");
  expect(() => new SecretBox("another secret").open(sealed)).toThrow();
});

test("a changed seal is refused", () => {
  const box = new SecretBox("one secret of mine");
  const sealed = box.seal("key-123");
  const changed = sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA");
  expect(() => box.open(changed)).toThrow();
});

test("the same text is sealed differently each time, but has one fingerprint", () => {
  const box = new SecretBox("one secret of mine");
  expect(box.seal("key-123")).not.toBe(box.seal("key-123"));
  expect(box.fingerprint("key-123")).toBe(box.fingerprint("key-123"));
  expect(box.fingerprint("key-123")).not.toBe(box.fingerprint("key-124"));
});
