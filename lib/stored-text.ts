import { z } from "zod";

/** Text that PostgreSQL can keep as it is: no NUL, no half of a surrogate pair. */
export function storedText(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => !value.includes("\u0000"), "must not contain NUL characters")
    .refine((value) => value.isWellFormed(), "must be well-formed Unicode text");
}
