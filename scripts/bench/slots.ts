/** How long a slot stands empty between two runs, and what it costs in calls to know so soon. */
import { nextMessage, start } from "./child";
import type { Ground } from "./ground";
import { pollPlainly } from "./plain-poller";
import type { Row, Section } from "./report";
import { recordedRunTimes } from "./run-times";
import type { Scale } from "./scale";
import { spread } from "./statistics";

export interface SlotUse {
  /** From the end of a run at RunningHub to the next create call, one entry a gap. */
  readonly idleSeconds: readonly number[];
  /** Calls that ask for the state of a run. */
  readonly looks: number;
  /** All calls to RunningHub. */
  readonly calls: number;
}

const IDLE_GOAL = "p50 ≤ 1 s, p95 ≤ 3 s";
const CALLS_GOAL = "≤ 1.3 ×";

export async function measureSlots(
  ground: Ground,
  scale: Scale,
  say: (what: string) => void,
): Promise<Section> {
  const runs = recordedRunTimes(scale.runs);
  const plain = pollPlainly(runs);
  const engine = async (hints: "none" | "sockets" | "webhooks"): Promise<SlotUse> => {
    say(`${runs.length} runs through the engine in virtual time; hints: ${hints}`);
    const databaseUrl = await ground.database("slots", "product");
    const child = start(new URL("slot-world.ts", import.meta.url), {
      BENCH_DATABASE_URL: databaseUrl,
      BENCH_RUNS: String(scale.runs),
      BENCH_HINTS: hints,
    });
    try {
      return await nextMessage<SlotUse>(child);
    } finally {
      child.kill();
      await ground.drop("slots");
    }
  };
  const [polled, live, told] = [await engine("none"), await engine("sockets"), await engine("webhooks")];
  const hours = runs.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
  const idle = (figure: string, use: SlotUse, goal?: string): Row => {
    const of = spread(use.idleSeconds);
    const ratio =
      use === plain ? {} : { ratio: { value: of.p50 / spread(plain.idleSeconds).p50, to: "plain" } };
    return {
      figure: `idle, ${figure}`,
      unit: "s",
      spread: of,
      samples: String(use.idleSeconds.length),
      ...ratio,
      goal,
    };
  };
  const calls = (figure: string, what: "looks" | "calls", use: SlotUse, goal?: string): Row => {
    const ratio = use === plain ? {} : { ratio: { value: use[what] / plain[what], to: "plain" } };
    return {
      figure,
      unit: "calls",
      spread: { p50: use[what] },
      samples: `${runs.length} runs`,
      ...ratio,
      goal,
    };
  };
  return {
    title: "Idle slot",
    rows: [
      idle("plain 10 s poller", plain),
      idle("engine, live progress", live, IDLE_GOAL),
      idle("engine, webhooks", told, IDLE_GOAL),
      idle("engine, polling alone", polled, IDLE_GOAL),
      calls("looks, plain 10 s poller", "looks", plain),
      calls("looks, engine, live progress", "looks", live, CALLS_GOAL),
      calls("looks, engine, webhooks", "looks", told, CALLS_GOAL),
      calls("looks, engine, polling alone", "looks", polled, CALLS_GOAL),
      calls("all calls, plain 10 s poller", "calls", plain),
      calls("all calls, engine, live progress", "calls", live),
    ],
    notes: [`${runs.length} made-up runs of ${hours.toFixed(1)} hours in sum, one slot, in virtual time.`],
  };
}
