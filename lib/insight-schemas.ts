/** What the dashboard asks for and gets: sums of runs over days of the person's zone. */
import { z } from "zod";
import { isDay } from "./list-address";
import { storedText } from "./stored-text";
import { workflowKindSchema } from "./task-schemas";
import { timeZoneSchema } from "./time-zone-schema";
import { uuidSchema } from "./uuid-schema";

/** More days are refused: a year and a leap day. */
export const INSIGHT_DAYS = 366;
const DAY_MS = 86_400_000;

const day = z.string().refine(isDay, "must be a day, as 2026-01-31");

/** Days between two, both counted; 0 or less when they are the wrong way round. */
export function daysIn(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

export const insightQuerySchema = z
  .object({
    /** First and last day, both included. */
    from: day,
    to: day,
    /** Whose days they are: an IANA name. */
    timeZone: timeZoneSchema.default("UTC"),
    /** RunningHub's id. */
    workflowId: storedText(64).min(1).optional(),
    accountId: uuidSchema.optional(),
  })
  .strict()
  .refine(({ from, to }) => daysIn(from, to) >= 1, { path: ["to"], error: "is before `from`" })
  .refine(({ from, to }) => daysIn(from, to) <= INSIGHT_DAYS, {
    path: ["from"],
    error: `is more than ${INSIGHT_DAYS} days before \`to\``,
  });
export type InsightQuery = z.output<typeof insightQuerySchema>;

const amount = z.number();
/** Seconds; null without any. Within 5 %. */
const times = z.object({ count: z.number().int(), p50: amount.nullable(), p95: amount.nullable() });

const figures = {
  /** Runs that ended, by what they brought their task. A run of a task that is started again counts as well. */
  succeeded: z.number().int(),
  failed: z.number().int(),
  stopped: z.number().int(),
  coins: amount,
  /** Seconds of RunningHub's machines, as it bills them. */
  seconds: amount,
  /** Seconds in which slots were held. */
  slotSeconds: amount,
};
const withTimes = {
  ...figures,
  /** From being put in line until it was sent. */
  wait: times,
  /** Of successes, from the start of the run to its end. */
  run: times,
};
/** Money has a currency, which is the account's; null: RunningHub has not told it. */
const money = z.array(z.object({ currency: z.string().nullable(), amount }));

export const insightSchema = z.object({
  /** The instants the days begin and end at; quarters of an hour of UTC. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  timeZone: z.string(),
  /** How long each of `steps` is. */
  step: z.enum(["hour", "day"]),
  totals: z.object({
    ...withTimes,
    money,
    /** Seconds the slots there are now could have been held, until now at the latest; null with a filter by workflow. */
    slotCapacitySeconds: amount.nullable(),
  }),
  steps: z.array(
    z.object({
      start: z.iso.datetime(),
      ...figures,
      /** Null where accounts of several currencies spent money. */
      money: amount.nullable(),
      slotCapacitySeconds: amount.nullable(),
    }),
  ),
  workflows: z.array(
    z.object({ kind: workflowKindSchema, workflowId: z.string(), name: z.string(), ...withTimes, money }),
  ),
  accounts: z.array(
    z.object({
      accountId: z.string(),
      name: z.string(),
      ...withTimes,
      money,
      slotCapacitySeconds: amount.nullable(),
    }),
  ),
  /** What each account had left at the end of each step; null before its first reading and in the future. */
  balances: z.array(
    z.object({
      accountId: z.string(),
      name: z.string(),
      currency: z.string().nullable(),
      steps: z.array(z.object({ coins: amount.nullable(), money: amount.nullable() })),
    }),
  ),
  /** Why runs failed, the most frequent first. */
  causes: z.array(z.object({ code: z.string(), count: z.number().int() })),
});
export type Insight = z.infer<typeof insightSchema>;
export type InsightFigures = Pick<Insight["totals"], keyof typeof withTimes>;
