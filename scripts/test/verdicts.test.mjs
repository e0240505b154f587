import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../start/paths.mjs";
import { verdictsOfPlaywright, verdictsOfVitest } from "./verdicts.mjs";

const assertion = (status, fullName, failureMessages = []) => ({ status, fullName, failureMessages });

test("of unit tests, those that failed, those that needed a second try, and what belongs to none are named", () => {
  const report = {
    testResults: [
      {
        name: join(root, "lib", "one.test.ts"),
        status: "failed",
        message: "",
        assertionResults: [
          assertion("passed", "is right"),
          assertion("failed", "is wrong", ["Error: 1 is not 2\n  at one.test.ts:3", "Error: again"]),
          assertion("passed", "is right at last", ["Error: too early\n  at one.test.ts:9"]),
          { ...assertion("pending", "is left out"), failureMessages: null },
        ],
      },
      {
        name: join(root, "lib", "two.test.ts"),
        status: "failed",
        message: "no such module",
        assertionResults: [],
      },
    ],
  };
  const output = 'This error originated in "\u001b[1mlib/three.test.ts\u001b[22m" test file.';
  expect(verdictsOfVitest(report, output)).toEqual({
    failures: [
      "lib/three.test.ts: an error that belongs to no test",
      "lib/one.test.ts: is wrong: Error: 1 is not 2",
      "lib/two.test.ts: no such module",
    ],
    flaky: ["lib/one.test.ts: is right at last: Error: too early"],
  });
});

test("of browser tests, those in suites within suites as well, with the first thing that was wrong", () => {
  const spec = (title, status, ...results) => ({ file: "one.spec.ts", title, tests: [{ status, results }] });
  const fine = {};
  const wrong = { error: { message: "\u001b[31mError: no button\u001b[39m\n  at one.spec.ts:5" } };
  const suites = [
    {
      specs: [spec("is right", "expected", fine), spec("is wrong", "unexpected", wrong, wrong)],
      suites: [{ specs: [spec("is slow", "flaky", wrong, fine)] }],
    },
  ];
  expect(verdictsOfPlaywright(suites)).toEqual({
    failures: ["one.spec.ts: is wrong: Error: no button"],
    flaky: ["one.spec.ts: is slow: Error: no button"],
  });
});
