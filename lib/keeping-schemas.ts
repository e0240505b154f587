/** How long finished tasks and entries of the audit log are kept. */
import { z } from "zod";

/** The database refuses to remove younger entries of the audit log. */
export const MIN_AUDIT_DAYS = 90;
const MAX_DAYS = 3_650;

/** Null: for ever. */
export const keepingRulesSchema = z
  .object({
    /** Of tasks, since they have ended. */
    taskDays: z.number().int().min(1).max(MAX_DAYS).nullable(),
    auditDays: z.number().int().min(MIN_AUDIT_DAYS).max(MAX_DAYS).nullable(),
  })
  .strict();
export type KeepingRules = z.output<typeof keepingRulesSchema>;

export const KEEP_ALL: KeepingRules = { taskDays: null, auditDays: null };
