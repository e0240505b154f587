/** The rows of a bulk creation, checked one by one without keeping the process from its other work. */
import { setImmediate as pause } from "node:timers/promises";
import type { z } from "zod";
import { type BulkCreateReport, type CreateTask, createTaskSchema } from "@/lib/task-schemas";

export interface Row {
  readonly index: number;
  readonly task: CreateTask;
}

/** Rows checked in one go: some milliseconds, so that a page or the queue never waits longer for the process. */
const ROWS_AT_ONCE = 200;

/** Good rows and, with what is wrong, the others; both in their order. */
export async function parseRows(
  raw: readonly unknown[],
): Promise<{ good: Row[]; malformed: BulkCreateReport["failed"] }> {
  const good: Row[] = [];
  const malformed: BulkCreateReport["failed"] = [];
  for (const [index, row] of raw.entries()) {
    if (index > 0 && index % ROWS_AT_ONCE === 0) await pause();
    const result = createTaskSchema.safeParse(row);
    if (result.success) good.push({ index, task: result.data });
    else malformed.push({ index, code: "INVALID_INPUT", message: firstProblem(result.error) });
  }
  return { good, malformed };
}

/** The first problem, with the path of its field in front. */
function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join(".") || "task"}: ${issue.message}` : "invalid";
}
