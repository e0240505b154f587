/** Tokens of programs: what doors accept and return. */
import { z } from "zod";
import { roleSchema } from "./people-schemas";
import { storedText } from "./stored-text";

export const TOKEN_PREFIX = "hq_";
export const DEFAULT_TOKEN_DAYS = 90;

export const createTokenSchema = z
  .object({
    name: storedText(60).trim().min(1),
    /** What it may do; a personal token never more than its owner. */
    role: roleSchema,
    /** A service's token belongs to nobody, and stays when its maker goes. */
    service: z.boolean().default(false),
    /** Null: it does not expire. */
    expiresInDays: z.number().int().min(1).max(3_650).nullable().default(DEFAULT_TOKEN_DAYS),
  })
  .strict();
export type CreateToken = z.output<typeof createTokenSchema>;

export const tokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters. */
  prefix: z.string(),
  role: roleSchema,
  /** Email address; null for a service's. */
  owner: z.string().nullable(),
  /** The asker's own. */
  mine: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  expired: z.boolean(),
  /** To the minute; null: never. */
  lastUsedAt: z.string().nullable(),
});
export type TokenView = z.infer<typeof tokenViewSchema>;

/** `token` is told only now. */
export const newTokenSchema = z.object({
  id: z.string(),
  token: z.string(),
  expiresAt: z.string().nullable(),
});
export type NewToken = z.infer<typeof newTokenSchema>;
