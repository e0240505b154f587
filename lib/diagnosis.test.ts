import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { CHECK_NAMES, CHECKS, found, VERDICTS, wordsOf, worst } from "./diagnosis";
import en from "./messages/en/diagnostics.json";
import zh from "./messages/zh/diagnostics.json";

/** Every fact that any finding may have. */
const FACTS = {
  version: "1.2",
  problem: "X is wrong",
  host: "127.0.0.1",
  port: "3000",
  reason: "because",
  path: "/data",
  freeGigabytes: 1.5,
  totalGigabytes: 10,
  place: "disk",
  least: 14,
  count: 2,
  names: "20260101_x",
  seconds: 7,
  processes: 2,
  name: "main",
  site: "www.example.com",
  url: "https://example.com",
  asked: 3,
  arrived: 1,
};

const outcomes = CHECK_NAMES.flatMap((check) =>
  [...Object.keys(CHECKS[check]), "unchecked"].map((outcome) => [check, outcome] as const),
);

describe.each([
  ["en", en],
  ["zh", zh],
] as const)("in %s", (locale, diagnostics) => {
  const failures: string[] = [];
  const t = createTranslator({
    locale,
    messages: { diagnostics },
    namespace: "diagnostics",
    onError: (error) => failures.push(error.message),
  });

  it.each(outcomes)("%s, %s is told in words", (check, outcome) => {
    const words = t(wordsOf({ check, outcome }) as Parameters<typeof t>[0], FACTS);
    expect(failures.splice(0)).toEqual([]);
    expect(words.length).toBeGreaterThan(1);
    expect(t(`check.${check}`)).not.toContain("check.");
  });

  it("tells no outcome that there is not", () => {
    const told = Object.entries(diagnostics.found).flatMap(([check, words]) =>
      Object.keys(words).map((outcome) => `${check}.${outcome}`),
    );
    const known = CHECK_NAMES.flatMap((check) =>
      Object.keys(CHECKS[check]).map((outcome) => `${check}.${outcome}`),
    );
    expect(told.sort()).toEqual(known.sort());
  });
});

it("the worst of several findings counts; a check that could not be made is a problem", () => {
  expect(worst([])).toBe("ok");
  expect(worst([found("disk", "ok"), found("disk", "low"), found("node", "ok")])).toBe("warning");
  expect(found("slots", "unchecked", { reason: "x" }).verdict).toBe("problem");
  for (const check of CHECK_NAMES)
    for (const verdict of Object.values(CHECKS[check])) expect(VERDICTS).toContain(verdict);
});
