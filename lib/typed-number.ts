/** Numbers that are typed as text, and may be left out. */
import { z } from "zod";

/** Text while typing, empty for none; checked as the number it stands for. */
export function typedNumber(schema: z.ZodType<number | null, number | null>) {
  return z
    .string()
    .trim()
    .transform((typed) => (typed === "" ? null : Number(typed)))
    .pipe(schema);
}

/** What stands in the field of a number. */
export function typedText(value: number | null): string {
  return value === null ? "" : String(value);
}
