/** How long nobody decides when the process that decides goes away. */
import { measureTakeover, type TakeoverKind } from "@/server/testing/processes/takeover";
import type { Ground } from "./ground";
import type { Row, Section } from "./report";
import type { Scale } from "./scale";
import { spread } from "./statistics";

const CASES: readonly { kind: TakeoverKind; what: string; goal: string }[] = [
  { kind: "graceful", what: "SIGTERM", goal: "p50 ≤ 250 ms" },
  { kind: "kill", what: "kill -9", goal: "p50 ≤ 2 s" },
  { kind: "freeze", what: "frozen (SIGSTOP)", goal: "p50 ≤ 10 s" },
];

export async function measureTakeovers(
  _ground: Ground,
  scale: Scale,
  say: (what: string) => void,
): Promise<Section> {
  const rows: Row[] = [];
  for (const { kind, what, goal } of CASES) {
    const rounds = scale.takeovers[kind];
    say(`takeover after ${what}, ${rounds} times`);
    const { leaseMs, claimMs } = await measureTakeover(kind, rounds);
    const row = (until: string, samples: readonly number[]): Row => {
      const { p50, p95 } = spread(samples);
      return {
        figure: `${what}, until ${until}`,
        unit: "ms",
        spread: { p50, p95 },
        samples: `${rounds}`,
        goal,
      };
    };
    rows.push(row("another process decides", leaseMs), row("it has claimed a task", claimMs));
  }
  return { title: "Takeover", rows };
}
