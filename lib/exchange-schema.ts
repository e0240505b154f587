/** What one run of a task sent to RunningHub, and what it was answered. */
import { z } from "zod";

export const exchangeViewSchema = z.object({
  /** Of the attempt. */
  number: z.number().int(),
  sentAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  /** As JSON text, so that long numbers keep their digits; secrets are taken out. Null before it is sent. */
  request: z.string().nullable(),
  /** As above; null while there is no answer. */
  reply: z.string().nullable(),
});
export type ExchangeView = z.infer<typeof exchangeViewSchema>;
