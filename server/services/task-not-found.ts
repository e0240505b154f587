import { AppError } from "@/lib/errors";

/** @param id as given by the caller; cut, because it is repeated in the answer. */
export function taskNotFound(id: string): AppError {
  return new AppError("TASK_NOT_FOUND", `There is no task ${id.slice(0, 64)}; it may have been deleted`);
}
