/** What the bench measured, as one table: for the console, as JSON, and as Markdown for the document. */
import type { Machine } from "./machine";
import type { Spread } from "./statistics";

export interface Row {
  readonly figure: string;
  readonly unit: "ms" | "s" | "MB" | "kB" | "calls" | "score";
  /** A figure that is one number has only a p50. */
  readonly spread: Pick<Spread, "p50"> & Partial<Spread>;
  readonly samples: string;
  /** This figure's p50 divided by another's, both of this run. */
  readonly ratio?: { readonly value: number; readonly to: string };
  readonly goal?: string;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What a reader must know of this run, for example why something was not measured. */
  readonly notes?: readonly string[];
}

export interface Report {
  readonly at: string;
  readonly machine: Machine;
  readonly quick: boolean;
  readonly sections: readonly Section[];
}

const HEAD = ["figure", "p50", "p95", "p99", "ratio", "goal", "samples"];

export function asText(report: Report): string {
  const widths = HEAD.map((head, column) =>
    Math.max(
      head.length,
      ...report.sections.flatMap(({ rows }) => rows.map((row) => cells(row)[column]?.length ?? 0)),
    ),
  );
  const line = (values: readonly string[]) =>
    values
      .map((value, column) => value.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [
    ...machineLines(report),
    ...report.sections.flatMap(({ title, rows, notes = [] }) => [
      "",
      title,
      line(HEAD),
      ...rows.map((row) => line(cells(row))),
      ...notes.map((note) => `  ${note}`),
    ]),
  ].join("\n");
}

function asMarkdown(report: Report): string {
  const row = (values: readonly string[]) => `| ${values.join(" | ")} |`;
  return [
    ...machineLines(report),
    ...report.sections.flatMap(({ title, rows, notes = [] }) => [
      "",
      `### ${title}`,
      "",
      row(HEAD),
      row(HEAD.map((_, column) => (column === 0 || column > 3 ? "---" : "---:"))),
      ...rows.map((each) => row(cells(each))),
      ...notes.flatMap((note) => ["", note]),
    ]),
  ].join("\n");
}

/** The document with the named block between its marks replaced. @throws Error when the marks are missing */
export function withReport(document: string, report: Report, block = "bench"): string {
  const mark = { begin: `<!-- ${block}:begin -->`, end: `<!-- ${block}:end -->` };
  const begin = document.indexOf(mark.begin);
  const end = document.indexOf(mark.end);
  if (begin < 0 || end < begin)
    throw new Error(`the document has no block from ${mark.begin} to ${mark.end}`);
  return `${document.slice(0, begin)}${mark.begin}\n\n${asMarkdown(report)}\n\n${document.slice(end)}`;
}

function machineLines({ at, machine, quick }: Report): string[] {
  const { cpu, cores, memoryGb, os, node, postgres, loadBefore, loadAfter } = machine;
  return [
    `${at}: ${cpu}, ${cores} cores, ${memoryGb.toFixed(0)} GB, ${os}; Node ${node}, PostgreSQL ${postgres}.`,
    `Load of the machine before and after (runnable processes, one minute): ${loadBefore.toFixed(1)} and ${loadAfter.toFixed(1)}.`,
    ...(quick ? ["A quick run: small backlogs and few samples."] : []),
  ];
}

function cells({ figure, unit, spread, samples, ratio, goal }: Row): string[] {
  const value = (number: number | undefined) =>
    number === undefined ? "" : `${rounded(number)}${unitOf(unit)}`;
  return [
    figure,
    value(spread.p50),
    value(spread.p95),
    value(spread.p99),
    ratio ? `${rounded(ratio.value)} × ${ratio.to}` : "",
    goal ?? "",
    samples,
  ];
}

const unitOf = (unit: Row["unit"]) => (unit === "calls" || unit === "score" ? "" : ` ${unit}`);

function rounded(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
