import { expect, test } from "vitest";
import { pagePolicy } from "./page-policy";

const ruleOf = (policy: string, name: string) =>
  policy.split("; ").find((rule) => rule.startsWith(`${name} `));

test("scripts run by the nonce of their answer alone", () => {
  expect(ruleOf(pagePolicy("abc", false), "script-src")).toBe(
    "script-src 'self' 'nonce-abc' 'strict-dynamic'",
  );
});

test("texts are evaluated in development alone", () => {
  expect(pagePolicy("abc", true)).toContain("'unsafe-eval'");
  expect(pagePolicy("abc", false)).not.toContain("'unsafe-eval'");
});

test("nothing is framed, sent or loaded elsewhere", () => {
  const policy = pagePolicy("abc", false);
  expect(ruleOf(policy, "default-src")).toBe("default-src 'self'");
  expect(ruleOf(policy, "form-action")).toBe("form-action 'self'");
  expect(ruleOf(policy, "frame-ancestors")).toBe("frame-ancestors 'none'");
});
