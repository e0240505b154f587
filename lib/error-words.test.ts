import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ERROR_CODES } from "./errors";
import { LOCALES } from "./i18n/locale";
import { TASK_REASONS } from "./task-reason";

function words(locale: string, name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`./messages/${locale}/${name}.json`, import.meta.url), "utf8"));
}

it.each(LOCALES)("every error code has words in %s, and no words are left over", (locale) => {
  expect(Object.keys(words(locale, "errors")).sort()).toEqual([...ERROR_CODES].sort());
});

it.each(LOCALES)("every reason says in %s what happened, why, and what to do", (locale) => {
  const reasons = words(locale, "reasons");
  expect(Object.keys(reasons).sort()).toEqual([...TASK_REASONS].sort());
  const full = {
    title: expect.stringMatching(/./),
    text: expect.stringMatching(/./),
    cure: expect.stringMatching(/./),
  };
  for (const entry of Object.values(reasons)) expect(entry).toEqual(full);
});
