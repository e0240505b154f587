/** Runs scenarios in a process of its own, on a database of its own. */
import { type Ground, openGround } from "../../server/testing/chaos/ground";
import { type RunReport, runOnce, withVariant } from "../../server/testing/chaos/run";
import { VARIANTS } from "../../server/testing/chaos/variants/all";
import type { Variant } from "../../server/testing/chaos/variants/variant";
import type { News, Tally, VariantResult, Work } from "./work";

const tell = (news: News) => process.send?.(news);

process.once("message", (work: Work) => {
  main(work).catch((error: unknown) => {
    console.error(error);
    process.exit(2);
  });
});
// Without its main process nobody listens any more.
process.once("disconnect", () => process.exit(2));

async function main(work: Work): Promise<void> {
  const ground = await openGround(work.databaseUrl);
  if (work.variants === null) await realEngine(ground, work);
  for (const variant of VARIANTS) {
    if (work.variants?.includes(variant.name))
      tell({ kind: "variant", result: await caught(ground, variant, work) });
  }
  await ground.close();
  tell({ kind: "done" });
  process.disconnect();
}

async function realEngine(ground: Ground, work: Work): Promise<void> {
  for (let n = 0; n < work.runs; n += 1) {
    const seed = work.first + n * work.step;
    const line = (text: string) => void tell({ kind: "line", text });
    tell({ kind: "begins", seed });
    const report = await runOnce(ground, { seed, trace: work.trace ? line : null });
    tell({ kind: "ran", seed, tally: tallyOf(report) });
    if (report.violations.length === 0) continue;
    const trace: string[] = [];
    if (!work.trace) await runOnce(ground, { seed, trace: (text) => trace.push(text) });
    tell({ kind: "found", seed, violations: report.violations, trace });
  }
}

async function caught(ground: Ground, variant: Variant, work: Work): Promise<VariantResult> {
  const { name, wrong } = variant;
  return withVariant(ground, variant, async () => {
    for (let n = 0; n < work.runs; n += 1) {
      const seed = work.first + n;
      const line = (text: string) => void tell({ kind: "line", text });
      const { violations } = await runOnce(ground, { seed, variant, trace: work.trace ? line : null });
      const times = variant.change?.times() ?? null;
      const [violation] = violations;
      // What is found before anything wrong was done is not the variant's fault.
      if (violation && times !== 0) return { name, wrong, seed, runs: n + 1, times, violation };
    }
    return {
      name,
      wrong,
      seed: null,
      runs: work.runs,
      times: variant.change?.times() ?? null,
      violation: null,
    };
  });
}

function tallyOf(report: RunReport): Tally {
  const { statements, virtualSeconds, creates } = report;
  return {
    faults: Object.fromEntries(report.faults),
    crashPoints: [...report.crashPoints],
    statements,
    virtualSeconds,
    creates,
  };
}
