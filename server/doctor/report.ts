/** What was found, in words for a terminal or as JSON. */
import { createTranslator } from "use-intl/core";
import { type Finding, wordsOf } from "@/lib/diagnosis";
import diagnostics from "@/lib/messages/en/diagnostics.json";
import manifest from "@/package.json";

const t = createTranslator({ locale: "en", messages: { diagnostics }, namespace: "diagnostics" });

const MARKS: Readonly<Record<Finding["verdict"], string>> = {
  ok: "ok     ",
  warning: "WARNING",
  problem: "PROBLEM",
};

export function sentenceOf(finding: Finding): string {
  // A test sees to it that every outcome has words.
  return t(wordsOf(finding) as Parameters<typeof t>[0], finding.facts);
}

export function reportAsText(findings: readonly Finding[]): string {
  const lines = findings.map(
    (finding) => `${MARKS[finding.verdict]}  ${t(`check.${finding.check}`)}: ${sentenceOf(finding)}`,
  );
  const count = (verdict: Finding["verdict"]) => findings.filter((one) => one.verdict === verdict).length;
  const sum = t("sum", { problems: count("problem"), warnings: count("warning") });
  return [`HubQueue ${manifest.version}`, "", ...lines, "", `${sum}.`, ""].join("\n");
}

export function reportAsJson(findings: readonly Finding[]): string {
  const told = findings.map((finding) => ({ ...finding, text: sentenceOf(finding) }));
  return `${JSON.stringify({ version: manifest.version, findings: told }, null, 2)}\n`;
}
