import { expect, it } from "vitest";
import { judgeAudit } from "./audit.mjs";

const found = (name, severity, fixAvailable) => ({ name, severity, range: "<2.0.0", fixAvailable });
const report = (...vulnerabilities) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(vulnerabilities.map((one) => [one.name, one])),
  });

it("fails for what is serious and has a version that mends it, and says which", () => {
  const text = report(
    found("parser", "high", { name: "reader", version: "3.0.0", isSemVerMajor: true }),
    found("socket", "critical", true),
    found("colours", "moderate", true),
    found("old", "high", false),
  );
  expect(judgeAudit(text)).toEqual({
    problems: [
      "parser <2.0.0: high; mended by reader 3.0.0",
      "socket <2.0.0: critical; mended by: npm audit fix",
    ],
    unknown: null,
  });
});

it("is content with nothing found, also behind a warning", () => {
  expect(judgeAudit(`npm warn config is old\n${report()}\n`)).toEqual({ problems: [], unknown: null });
});

it("says that it does not know where the registry did not answer", () => {
  const error = JSON.stringify({ message: "request failed", error: { summary: "", detail: "" } });
  expect(judgeAudit(error)).toEqual({ problems: [], unknown: "request failed" });
  expect(judgeAudit("npm error network")).toEqual({ problems: [], unknown: "no report came" });
});
