/** What a day and a batch may spend, as people set it. */
import { z } from "zod";
import { timeZoneSchema } from "./time-zone-schema";

export const SPENDING_UNITS = ["coins", "money"] as const;
export type SpendingUnit = (typeof SPENDING_UNITS)[number];

const cap = z.number().positive().max(1_000_000_000).nullable();

/** Null: no cap. */
export const spendingCapsSchema = z
  .object({
    dayCoins: cap,
    dayMoney: cap,
    batchCoins: cap,
    batchMoney: cap,
    /** Whose days they are. */
    timeZone: timeZoneSchema,
  })
  .strict();
export type SpendingCaps = z.output<typeof spendingCapsSchema>;
