/** A RunningHub account as doors take and return it; the key goes in and never comes out. */
import { z } from "zod";

/** The two sites of RunningHub; any other address is a compatible server. Accounts, keys, workflows and files of one site mean nothing to another. */
export const RUNNINGHUB_SITES = ["https://www.runninghub.cn", "https://www.runninghub.ai"] as const;

const reason = z.object({ code: z.string(), message: z.string() }).nullable();

export const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Where its workflows live: a task for "any account" runs on one of the same site. */
  site: z.string(),
  baseUrl: z.string(),
  /** The last four characters of the key, to tell keys apart. */
  keyHint: z.string(),
  /** True: key, address and limit come from the environment and are changed there. */
  fromEnvironment: z.boolean(),
  slotLimit: z.number().int(),
  paused: reason,
  /** Set while RunningHub had no room: why, and until when we wait. */
  busy: z.object({ code: z.string(), until: z.iso.datetime() }).nullable(),
  /** Slots that tasks of ours hold now. */
  heldSlots: z.number().int(),
  /** Waiting tasks bound to this very account. */
  waitingTasks: z.number().int(),
  /** RunningHub's kind of key: NORMAL, SHARED or EXCLUSIVE. */
  keyType: z.string().nullable(),
  /** Tasks RunningHub takes at once for this key, as it says itself. */
  remoteLimit: z.number().int().nullable(),
  /** Tasks RunningHub counts for this key, whoever started them. */
  remoteRunning: z.number().int().nullable(),
  /** Of those, tasks that are not ours: the website, other programs. */
  elsewhere: z.number().int(),
  coins: z.string().nullable(),
  money: z.string().nullable(),
  currency: z.string().nullable(),
  /** Below this balance (coins, or money for keys that spend money) nothing new is submitted; null = no such hold. */
  minimumBalance: z.number().nullable(),
  health: z.object({
    /** unchecked: never asked yet · ok: the last check got an answer · failing: it did not */
    state: z.enum(["unchecked", "ok", "failing"]),
    /** Why the last check failed. */
    message: z.string().nullable(),
    checkedAt: z.iso.datetime().nullable(),
  }),
});
export type AccountView = z.infer<typeof accountViewSchema>;

const name = z.string().trim().min(1).max(60);
/** Its form is RunningHub's, but it is sent in a header, which takes nothing else. Copied keys bring blanks along. */
export const apiKeySchema = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/, "must be one word of plain letters, digits and signs");
/** Paths are put behind it. */
export const baseUrlSchema = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .refine((value) => !/[?#]/.test(value), "must be an address without ? and #")
  .transform((value) => value.replace(/\/+$/, ""));

const apiKey = apiKeySchema.min(8, "is too short for a RunningHub key").max(200);
const slotLimit = z.number().int().min(1).max(1000);
const minimumBalance = z.number().min(0).max(1e9).nullable();

export const createAccountSchema = z
  .object({
    name,
    baseUrl: baseUrlSchema,
    apiKey,
    slotLimit: slotLimit.default(1),
    minimumBalance: minimumBalance.default(null),
  })
  .strict();
export type CreateAccount = z.output<typeof createAccountSchema>;

/** What is left out stays. */
export const updateAccountSchema = z
  .object({
    id: z.string(),
    name: name.optional(),
    apiKey: apiKey.optional(),
    slotLimit: slotLimit.optional(),
    minimumBalance: minimumBalance.optional(),
  })
  .strict();
export type UpdateAccount = z.output<typeof updateAccountSchema>;
