import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../start/paths.mjs";

/**
 * The tests in a report that a reader should hear of once more at the end of a long run, a line each.
 * @typedef {{failures: string[], flaky: string[]}} Verdicts flaky: failed first, and passed when repeated
 */

/**
 * @param {{testResults: {name: string, status: string, message: string, assertionResults: {status: string, fullName: string, failureMessages: string[] | null}[]}[]}} report Vitest's, by its JSON reporter
 * @param {string} output what it printed: only there are errors that belong to no test
 * @returns {Verdicts}
 */
export function verdictsOfVitest(report, output) {
  const verdicts = { failures: [], flaky: [] };
  for (const [, file] of stripVTControlCharacters(output).matchAll(/This error originated in "([^"]+)"/g))
    verdicts.failures.push(`${file}: an error that belongs to no test`);
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(root, name);
    if (status === "failed" && assertionResults.length === 0) verdicts.failures.push(line(file, message));
    for (const test of assertionResults) {
      const told = test.failureMessages ?? [];
      if (test.status === "failed") verdicts.failures.push(line(`${file}: ${test.fullName}`, told[0]));
      // What was wrong the first time stays with a test that passed later.
      else if (told.length > 0) verdicts.flaky.push(line(`${file}: ${test.fullName}`, told[0]));
    }
  }
  return verdicts;
}

/**
 * @param {object[]} suites of Playwright's JSON reporter: suites in suites, with specs that have tests with results
 * @returns {Verdicts}
 */
export function verdictsOfPlaywright(suites) {
  const verdicts = { failures: [], flaky: [] };
  const lists = { unexpected: verdicts.failures, flaky: verdicts.flaky };
  for (const { file, title, tests } of specsIn(suites))
    for (const { status, results } of tests)
      lists[status]?.push(line(`${file}: ${title}`, results.find(({ error }) => error)?.error.message));
  return verdicts;
}

const specsIn = (suites) =>
  suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsIn(inner)]);

function line(test, message) {
  const [first] = stripVTControlCharacters(message ?? "")
    .trim()
    .split("\n");
  return first ? `${test}: ${first}` : test;
}
