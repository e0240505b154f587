/** What tasks would spend, and what the caps would hold of them: told before they are started. */
import { z } from "zod";
import { SPENDING_UNITS, type SpendingCaps, type SpendingUnit } from "./spending-schemas";
import { storedText } from "./stored-text";
import { MAX_BULK_TASKS, MAX_SPENDING_GROUPS } from "./task-limits";
import { batchTargetSchema, workflowKindSchema } from "./task-schemas";
import { uuidSchema } from "./uuid-schema";

/** So many tasks of each workflow, or tasks that are there: of those only what can be started counts. */
export const expectSpendingSchema = z
  .object({
    tasks: z
      .array(
        z
          .object({
            /** RunningHub's id. */
            workflowId: storedText(64).min(1),
            kind: workflowKindSchema.default("workflow"),
            count: z.number().int().min(1).max(MAX_BULK_TASKS),
          })
          .strict(),
      )
      .min(1)
      .max(MAX_SPENDING_GROUPS)
      .optional(),
    /** The batch that `tasks` are of, null: of none or of several. Left out, they are new, and a batch of their own. */
    batchId: uuidSchema.nullable().optional(),
    ids: batchTargetSchema.shape.ids,
    filter: batchTargetSchema.shape.filter,
  })
  .strict()
  .refine(({ tasks, ids, filter }) => [tasks, ids, filter].filter((one) => one !== undefined).length === 1, {
    message: "needs either tasks, ids or filter",
    path: ["tasks"],
  })
  .refine(({ tasks, batchId }) => tasks !== undefined || batchId === undefined, {
    message: "goes with tasks alone",
    path: ["batchId"],
  });
export type ExpectSpending = z.output<typeof expectSpendingSchema>;

const amount = z.number();
export const expectedSpendingSchema = z.object({
  /** Tasks that would run. */
  count: z.number().int(),
  /** Of how many of them no earlier run tells the cost: they are in no sum. */
  unknownCount: z.number().int(),
  coins: amount,
  money: amount,
  /** Of RunningHub's machines, one run after the other; null where no earlier run tells. */
  runSeconds: amount.nullable(),
  /** What the caps would hold if all of it ran now, after what waits already: so many of the last. */
  held: z.array(
    z.object({
      cap: z.enum(["day", "batch"]),
      unit: z.enum(SPENDING_UNITS),
      amount,
      count: z.number().int(),
    }),
  ),
});
export type ExpectedSpending = z.infer<typeof expectedSpendingSchema>;

/** Tasks of one kind, with what one of them costs by its last runs; 0 where no run tells. */
export interface ExpectedGroup {
  readonly count: number;
  readonly isKnown: boolean;
  readonly coins: number;
  readonly money: number;
  readonly runSeconds: number | null;
}

export interface Amounts {
  readonly coins: number;
  readonly money: number;
}

/** So that three times 0.1 fits below 0.3. */
const ROUNDING = 1e-9;

/**
 * How many of the last tasks do not fit below a cap, as the claim decides it: a task whose cost nobody knows fits until
 * the cap is reached, and behind the first that does not fit everything waits.
 */
export function heldCount(
  groups: readonly ExpectedGroup[],
  unit: SpendingUnit,
  cap: number,
  spent: number,
): number {
  let left = cap - spent + ROUNDING;
  let held = 0;
  for (const { count, ...own } of groups) {
    const each = own[unit];
    const fits =
      held > 0 || left <= ROUNDING ? 0 : each <= 0 ? count : Math.min(count, Math.floor(left / each));
    left -= fits * each;
    held += count - fits;
  }
  return held;
}

/**
 * @param spentToday with what waits before them
 * @param spentByBatch the same of the batch they are of; null where they are of none, or of several
 */
export function expectSpending(
  groups: readonly ExpectedGroup[],
  caps: SpendingCaps,
  spentToday: Amounts,
  spentByBatch: Amounts | null,
): ExpectedSpending {
  const sum = (of: (group: ExpectedGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const limits = [
    { cap: "day", unit: "coins", amount: caps.dayCoins },
    { cap: "day", unit: "money", amount: caps.dayMoney },
    { cap: "batch", unit: "coins", amount: spentByBatch && caps.batchCoins },
    { cap: "batch", unit: "money", amount: spentByBatch && caps.batchMoney },
  ] as const;
  return {
    count: sum(({ count }) => count),
    unknownCount: sum(({ count, isKnown }) => (isKnown ? 0 : count)),
    coins: sum(({ count, coins }) => count * coins),
    money: sum(({ count, money }) => count * money),
    runSeconds: groups.some(({ runSeconds }) => runSeconds === null)
      ? null
      : sum(({ count, runSeconds }) => count * (runSeconds ?? 0)),
    held: limits.flatMap(({ cap, unit, amount }) => {
      if (amount === null) return [];
      const spent = cap === "day" ? spentToday : spentByBatch;
      const count = heldCount(groups, unit, amount, spent?.[unit] ?? 0);
      return count === 0 ? [] : [{ cap, unit, amount, count }];
    }),
  };
}
