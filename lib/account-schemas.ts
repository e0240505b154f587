/** A RunningHub account as doors return it; never with its key. */
import { z } from "zod";

export const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  baseUrl: z.string(),
  slotLimit: z.number().int(),
  paused: z.object({ code: z.string(), message: z.string() }).nullable(),
  coins: z.string().nullable(),
  money: z.string().nullable(),
  currency: z.string().nullable(),
  checkedAt: z.iso.datetime().nullable(),
});
export type AccountView = z.infer<typeof accountViewSchema>;
