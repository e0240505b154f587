import { expect, it } from "vitest";
import { PasswordGuard } from "./password-guard";

function guardAt(clock: { ms: number }) {
  const guard = new PasswordGuard(() => clock.ms);
  const tries = (key: string, count: number) => {
    for (let n = 0; n < count; n++) guard.attempt(key);
  };
  return { guard, tries };
}

it("lets ten tries of a minute through and no eleventh", () => {
  const { guard, tries } = guardAt({ ms: 0 });
  tries("ada", 10);
  expect(() => guard.attempt("ada")).toThrow("wait a minute");
  guard.attempt("grace");
});

it("opens again when the minute is over, whoever kept knocking", () => {
  const clock = { ms: 0 };
  const { guard, tries } = guardAt(clock);
  tries("ada", 10);
  clock.ms = 59_999;
  expect(() => guard.attempt("ada")).toThrow();
  clock.ms = 60_000;
  tries("ada", 10);
});

it("forgets the failures of somebody who got in", () => {
  const { guard, tries } = guardAt({ ms: 0 });
  tries("ada", 9);
  guard.succeeded("ada");
  tries("ada", 10);
});

it("remembers who is knocking now while strangers invent names", () => {
  const { guard, tries } = guardAt({ ms: 0 });
  tries("old", 10);
  for (let n = 0; n < 10_000; n++) guard.attempt(`invented ${n}`);
  tries("old", 10);
  expect(() => guard.attempt("invented 9999")).not.toThrow();
});
