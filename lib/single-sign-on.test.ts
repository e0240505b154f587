import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SIGN_ON_PROBLEMS, signOnProblem } from "./single-sign-on";

it.each(["en", "zh"])("every problem has words in %s, and no words are left over", (locale) => {
  const file = new URL(`./messages/${locale}/auth.json`, import.meta.url);
  const { problem } = JSON.parse(readFileSync(file, "utf8")).singleSignOn;
  expect(Object.keys(problem).sort()).toEqual([...SIGN_ON_PROBLEMS].sort());
});

it.each(["", "constructor", "<b>win</b>", ["denied"], undefined])("%j is no problem", (name) => {
  expect(signOnProblem(name)).toBeNull();
});
