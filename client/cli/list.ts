import type { Inputs, TaskStatus, TaskView } from "../index.js";
import { CannotDo } from "./cannot-do.js";
import type { Context } from "./context.js";

/** As the server has it. */
const MAX_PAGE = 200;
const STATUSES: readonly TaskStatus[] = [
  "READY",
  "PENDING",
  "QUEUED",
  "RUNNING",
  "SUCCESS",
  "FAILED",
  "STOPPED",
];

type Filter = Omit<Inputs["tasks"]["list"], "cursor" | "limit">;

export interface ListOptions {
  readonly status?: string;
  readonly q?: string;
  readonly workflow?: string;
  readonly batch?: string;
  readonly error?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

export async function list({ client, terminal }: Context, options: ListOptions): Promise<number> {
  const { status, q, workflow, batch, error, limit, json } = options;
  const filter: Filter = {
    ...(status !== undefined && { status: statusesIn(status) }),
    ...(q !== undefined && { q }),
    ...(workflow !== undefined && { workflowId: workflow }),
    ...(batch !== undefined && { batchId: batch }),
    ...(error && { hasError: true }),
  };
  for await (const task of tasksOf(client, filter, limit))
    terminal.print(json ? JSON.stringify(task) : lineOf(task));
  return 0;
}

/** Page after page. */
export async function* tasksOf(
  client: Context["client"],
  filter: Filter,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<TaskView, void> {
  let left = limit;
  let cursor: string | null = null;
  do {
    const page: { items: TaskView[]; nextCursor: string | null } = await client.tasks.list.query({
      ...filter,
      limit: Math.min(left, MAX_PAGE),
      ...(cursor !== null && { cursor }),
    });
    yield* page.items;
    left -= page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== null && left > 0);
}

/** @throws CannotDo for one that there is not */
export function statusesIn(names: string): TaskStatus[] {
  return names.split(",").map((name) => {
    const status = STATUSES.find((one) => one === name.trim().toUpperCase());
    if (status === undefined)
      throw new CannotDo(`${name} is not a status. There are: ${STATUSES.join(", ")}.`);
    return status;
  });
}

/** A task in a line: id, status, name, and why it is as it is. */
export function lineOf({ id, status, workflowName, description, statusReason }: TaskView): string {
  const name = description === null ? workflowName : `${workflowName} · ${description.split("\n")[0]}`;
  const reason = statusReason === null ? "" : `  ${statusReason.code}: ${statusReason.message}`;
  return `${id}  ${status.padEnd(7)}  ${name}${reason}`;
}
