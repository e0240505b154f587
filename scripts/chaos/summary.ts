/** What the runs add up to. */
import type { Violation } from "../../server/testing/chaos/judge/evidence";
import type { Tally, VariantResult } from "./work";

interface Finding {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
}

/** Enough to see what led to it; the whole is one replay away. */
const TRACE_LINES = 60;

export class Summary {
  private runs = 0;
  private statements = 0;
  private virtualSeconds = 0;
  private creates = 0;
  private readonly faults = new Map<string, number>();
  private readonly crashPoints = new Set<string>();
  private readonly findings: Finding[] = [];
  private readonly variants: VariantResult[] = [];
  private readonly startedAt = performance.now();

  /** @param wanted names of the broken engines to be caught */
  constructor(private readonly wanted: readonly string[]) {}

  add(tally: Tally): void {
    this.runs += 1;
    this.statements += tally.statements;
    this.virtualSeconds += tally.virtualSeconds;
    this.creates += tally.creates;
    for (const [kind, times] of Object.entries(tally.faults))
      this.faults.set(kind, (this.faults.get(kind) ?? 0) + times);
    for (const point of tally.crashPoints) this.crashPoints.add(point);
  }

  addFinding(finding: Finding): void {
    this.findings.push(finding);
  }

  addVariant(result: VariantResult): void {
    this.variants.push(result);
  }

  get done(): number {
    return this.runs;
  }

  /** Everything held, and every broken engine was caught. */
  get good(): boolean {
    return (
      this.findings.length === 0 &&
      this.variants.every(({ seed }) => seed !== null) &&
      this.missing().length === 0
    );
  }

  json(): string {
    return JSON.stringify({
      runs: this.runs,
      seconds: this.seconds(),
      virtualSeconds: Math.round(this.virtualSeconds),
      statements: this.statements,
      creates: this.creates,
      faults: Object.fromEntries([...this.faults].sort()),
      crashPoints: this.crashPoints.size,
      violations: this.countByRule(),
      findings: this.findings,
      variants: this.variants,
    });
  }

  text(): string {
    const lines = this.findings.flatMap((finding) => findingText(finding));
    for (const variant of [...this.variants].sort((a, b) => a.name.localeCompare(b.name)))
      lines.push(variantText(variant));
    for (const name of this.missing()) lines.push(`NOT FINISHED ${name}`);
    if (this.runs > 0) {
      lines.push(
        `${this.runs} runs, ${Math.round(this.virtualSeconds / 3600)} virtual hours, ${this.creates} creates, ${this.statements} statements in ${this.seconds()} s`,
        `faults: ${
          [...this.faults]
            .sort()
            .map(([kind, times]) => `${kind} ${times}`)
            .join(" · ") || "none"
        }`,
        `crash points hit: ${this.crashPoints.size} distinct`,
        `violations: ${JSON.stringify(this.countByRule())} in ${this.findings.length} runs`,
      );
    }
    return lines.join("\n");
  }

  private missing(): string[] {
    return this.wanted.filter((name) => !this.variants.some((variant) => variant.name === name));
  }

  private seconds(): number {
    return Math.round((performance.now() - this.startedAt) / 1000);
  }

  private countByRule(): Record<string, number> {
    const counts: Record<string, number> = { double: 0, overrun: 0, order: 0, "lost task": 0 };
    for (const { rule } of this.findings.flatMap((finding) => finding.violations))
      counts[rule] = (counts[rule] ?? 0) + 1;
    return counts;
  }
}

function findingText({ seed, violations, trace }: Finding): string[] {
  return [
    ...trace.slice(-TRACE_LINES),
    `seed ${seed}:`,
    ...violations.map(({ rule, what }) => `  ${rule}: ${what}`),
    `  replay: npm run chaos -- --seed ${seed} --runs 1 --trace`,
    "",
  ];
}

function variantText({ name, seed, runs, times, violation }: VariantResult): string {
  const did = times === null ? "" : `, wrong ${times} times`;
  if (seed === null || violation === null) return `NOT CAUGHT ${name} in ${runs} runs${did}`;
  return `caught ${name} after ${runs} runs (seed ${seed}${did}): ${violation.rule}: ${violation.what}`;
}
