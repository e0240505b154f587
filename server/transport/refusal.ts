/** Whatever a call threw, as a refusal of our one table; null for what nobody foresaw. */
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";

export function appErrorOf(error: unknown): AppError | null {
  if (isAppError(error)) return error;
  // Several copies of zod's classes may be loaded; the shared base marks itself.
  if (error instanceof z.core.$ZodError) return invalidInput(error);
  return null;
}

/** Names the first offending field; `INVALID_INPUT` of every door. */
export function invalidInput(error: z.core.$ZodError): AppError {
  const issue = error.issues[0];
  if (!issue) return new AppError("INVALID_INPUT", "The input is not valid");
  const unknownKey = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = [...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])].map(String).join(".");
  const message = unknownKey === undefined ? issue.message : "is not known here";
  return path === ""
    ? new AppError("INVALID_INPUT", message)
    : new AppError("INVALID_INPUT", `${path}: ${message}`, { field: path });
}
