/** The real engine in virtual time in front of a scripted RunningHub, on the recorded run times. A process of its own: time is taken over. */
import { openGround } from "@/server/testing/chaos/ground";
import { PUBLIC_URL, World } from "@/server/testing/chaos/world";
import { recordedRunTimes } from "./run-times";
import type { SlotUse } from "./slots";

const ACCOUNT = "A";
/** Looks at a run; the rest is creates and questions about the account. */
const LOOKS = ["query", "outputs"];
/** RunningHub calls its sockets unstable: so many are gone before the run is over. */
const SOCKETS_BREAKING = 0.1;

const runs = recordedRunTimes(Number(process.env.BENCH_RUNS));
const ground = await openGround(process.env.BENCH_DATABASE_URL ?? "");
const world = await World.create(ground, {
  seed: 1,
  accounts: [{ name: ACCOUNT, limit: 1 }],
  settings: process.env.BENCH_HINTS === "webhooks" ? { PUBLIC_URL } : {},
  ...(process.env.BENCH_HINTS === "sockets" ? { sockets: { breaking: SOCKETS_BREAKING } } : {}),
});
const { ledger } = world.upstream;
world.upstream.durationOf = (tag) => runs[Number(tag.split(" ")[1])]?.seconds ?? 0;
const server = world.startProcess();
await world.addTasks(
  server,
  runs.map(({ workflowId }, index) => ({ tag: `run ${index}`, start: true, workflowId })),
);
const total = runs.reduce((sum, { seconds }) => sum + seconds + 60, 0);
const finished = await world.runUntil(
  () => ledger.runs.length === runs.length && ledger.runs.at(-1)?.endedAt !== null,
  total,
);
if (!finished) throw new Error(`only ${ledger.runs.length} of ${runs.length} runs were submitted in time`);
if (ledger.runs.some(({ tag }, index) => tag !== `run ${index}`))
  throw new Error("the runs were not in order");
const idleSeconds = ledger.runs
  .slice(1)
  .map((run, index) => (run.sentAt - (ledger.runs[index]?.endedAt ?? 0)) / 1000);
const sum = (names: Iterable<string>) =>
  [...names].reduce((all, name) => all + (ledger.calls.get(name) ?? 0), 0);
const use: SlotUse = { idleSeconds, looks: sum(LOOKS), calls: sum(ledger.calls.keys()) };
await world.end();
await ground.close();
process.send?.(use);
process.disconnect?.();
