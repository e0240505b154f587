/** npm run chaos:processes -- --rounds 50 --seed 1: rounds of real kills; see docs/chaos-processes.md. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { planOf } from "../../server/testing/processes/plan";
import { PostgresServer } from "../../server/testing/processes/postgres-server";
import { playRound, type Verdict } from "../../server/testing/processes/round";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "50" }, seed: { type: "string", default: "1" } },
});
const rounds = wholeNumber("rounds", values.rounds);
const firstSeed = wholeNumber("seed", values.seed);

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} must be a whole number that is not negative, not "${text}"`);
  process.exit(2);
}

function tell({ plan, log, violations, tally, seconds }: Verdict): void {
  const { seed, replicas, slots, tasks, webhooks, faults } = plan;
  console.log(
    `\nseed ${seed}: ${replicas} replicas, ${slots} slots, ${tasks} tasks${webhooks ? ", webhooks" : ""} — ${
      violations.length === 0 ? "ok" : "BROKEN"
    } (${seconds.toFixed(0)} s)`,
  );
  for (const { match, fault, count, skip } of faults)
    console.log(`  fault: ${JSON.stringify(fault)} on ${match?.call}, ${count} times after ${skip}`);
  for (const line of log) console.log(`  ${line}`);
  if (tally) {
    const { epochs, creates, accepted, unknown, ends } = tally;
    const ended = Object.entries(ends).map(([end, count]) => `${count} ${end}`);
    console.log(
      `  = ${epochs} leaders, ${creates} creates (${accepted} accepted, ${unknown} unknown); ${ended.join(", ")}`,
    );
  }
  for (const line of violations) console.log(`  ! ${line}`);
}

// Ends by an exit, so that what was started is ended too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const folder = await mkdtemp(path.join(tmpdir(), "hubqueue-chaos-processes-"));
const postgres = await PostgresServer.start();
const broken: number[] = [];
for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
  const logs = path.join(folder, `seed_${seed}`);
  const verdict = await playRound(planOf(seed), { postgres, folder: logs });
  tell(verdict);
  if (verdict.violations.length === 0) await rm(logs, { recursive: true, force: true });
  else {
    broken.push(seed);
    await writeFile(path.join(logs, "verdict.json"), JSON.stringify(verdict, null, 2));
    console.log(`  logs: ${logs}\n  again: npm run chaos:processes -- --rounds 1 --seed ${seed}`);
  }
}
await postgres.stop();
if (broken.length === 0) await rm(folder, { recursive: true, force: true });
console.log(
  `\n${rounds} rounds, ${broken.length} broken${broken.length > 0 ? ` (seeds ${broken.join(", ")})` : ""}`,
);
process.exit(broken.length === 0 ? 0 : 1);
