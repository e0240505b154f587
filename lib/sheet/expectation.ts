/** What so many tasks will take and cost, going by earlier runs. */
import type { Forecast } from "../history-schemas";
import type { Lane } from "../queue-schemas";

export interface Expectation {
  readonly seconds: number | null;
  readonly coins: number | null;
  readonly money: number | null;
}

/** Null where nothing is known. Time is that of full slots: the last of them may be alone. */
export function expectBatch(forecast: Forecast, count: number): Expectation | null {
  const { runs, medianSeconds, medianCoins, medianMoney, slots } = forecast;
  if (runs === 0 || count === 0) return null;
  const rounds = Math.ceil(count / Math.max(slots, 1));
  const times = (median: number | null) => (median === null ? null : median * count);
  return {
    seconds: medianSeconds === null ? null : medianSeconds * rounds,
    coins: times(medianCoins),
    money: times(medianMoney),
  };
}

/** When it would be done if it were started now, behind what waits already; null while the line does not move. */
export function endsAtMs(
  seconds: number,
  { waiting, secondsToEmpty, queuePaused }: Pick<Lane, "waiting" | "secondsToEmpty" | "queuePaused">,
  nowMs: number,
): number | null {
  const ahead = waiting === 0 ? 0 : secondsToEmpty;
  return queuePaused || ahead === null ? null : nowMs + (ahead + seconds) * 1000;
}
