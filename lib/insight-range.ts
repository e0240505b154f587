/** Which days the dashboard shows: a range that moves with the days, or two days. */
import { daysIn, INSIGHT_DAYS, type InsightQuery } from "./insight-schemas";
import { isDay } from "./list-address";

/** Ranges up to today, by how many days before it they begin. */
export const RANGES = { today: 0, "7d": 6, "30d": 29, "90d": 89 } as const;
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as readonly RangeName[]; // the keys of a const object

/** What the address of the dashboard says. Two days outrank the range. */
export interface InsightAddress {
  readonly range: RangeName;
  readonly from: string | null;
  readonly to: string | null;
  readonly workflow: string | null;
  readonly account: string | null;
}

const DAY_MS = 86_400_000;

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

/** Are two days chosen, instead of a range? */
export function isOwnRange({ from, to }: Pick<InsightAddress, "from" | "to">): boolean {
  return [from, to].some((day) => day !== null && isDay(day));
}

/**
 * What the server is asked. One day alone reaches until today, or is the only one; two the wrong way round are turned, and
 * what is longer than a year begins later.
 * @param today the day it is in that zone
 */
export function insightQueryOf(address: InsightAddress, today: string, timeZone: string): InsightQuery {
  const { range, workflow, account } = address;
  let from = daysBefore(today, RANGES[range]);
  let to = today;
  if (isOwnRange(address)) {
    const [first, last] = [address.from, address.to].map((day) => (day !== null && isDay(day) ? day : null));
    const days = [
      first ?? last ?? today,
      last ?? (first !== null && first !== undefined && first > today ? first : today),
    ];
    [from = today, to = today] = days.sort();
    if (daysIn(from, to) > INSIGHT_DAYS) from = daysBefore(to, INSIGHT_DAYS - 1);
  }
  return {
    from,
    to,
    timeZone,
    ...(workflow !== null && { workflowId: workflow }),
    ...(account !== null && { accountId: account }),
  };
}
