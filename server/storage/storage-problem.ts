/** What a place of files is refused with, in the words of the product. */
import { AppError, isAppError } from "@/lib/errors";

const FULL = ["ENOSPC", "EDQUOT"];
/** Of the disk alone: no network connection fails with them. */
const DISK_FAILURES = ["EROFS", "EIO"];

/** For `catch` of whatever writes to the disk. @throws AppError STORAGE_FULL, STORAGE_UNAVAILABLE; other errors as they are */
export function inStorageWords(error: unknown): never {
  const code = codeOf(error);
  if (FULL.includes(code)) throw full(code);
  if (DISK_FAILURES.includes(code)) throw unavailable(`the disk of the data directory failed (${code})`);
  throw error;
}

export function full(cause: string): AppError {
  return new AppError("STORAGE_FULL", `The disk of the data directory is full (${cause}); make room on it`);
}

/** The place did not do what it was asked to; it may do so later. */
export function unavailable(cause: string): AppError {
  return new AppError("STORAGE_UNAVAILABLE", `The storage of files does not work at the moment: ${cause}`);
}

/** For `catch` of a file that was read to its end. @throws AppError */
export function brokenOff(error: unknown): never {
  if (isStorageProblem(error)) throw error;
  throw unavailable(`a file broke off while it was read (${codeOf(error) || "unknown"})`);
}

/** Nothing is wrong with the file itself: it can be kept once there is room, or the place answers again. */
export function isStorageProblem(error: unknown): error is AppError {
  return isAppError(error) && (error.code === "STORAGE_FULL" || error.code === "STORAGE_UNAVAILABLE");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
