import type { TaskChanges, TaskView } from "../index.js";
import { isSettled } from "../wait-for.js";
import { CannotDo } from "./cannot-do.js";
import type { Context } from "./context.js";
import { lineOf, tasksOf } from "./list.js";

export interface FollowOptions {
  readonly batch?: string;
}

/** @returns 1 when one of them failed */
export async function follow(
  context: Context,
  { batch }: FollowOptions,
  ids: readonly string[],
): Promise<number> {
  if ((batch === undefined) === (ids.length === 0))
    throw new CannotDo("Say which tasks: their ids, or --batch with the id of a batch.");
  const tasks = new Map<string, TaskView>();
  let isFirst = true;
  for await (const changes of context.client.changes()) {
    const mine = ({ id, batchId }: TaskView) => (batch === undefined ? ids.includes(id) : batchId === batch);
    const told = isFirst || changes.reset ? await read(context, batch, ids) : changes.tasks.filter(mine);
    isFirst = false;
    for (const task of told) {
      tell(context, task, tasks.get(task.id));
      tasks.set(task.id, task);
    }
    forget(context, changes, tasks);
    show(context, [...tasks.values()]);
    if ([...tasks.values()].every(isSettled)) break;
  }
  context.terminal.end();
  return [...tasks.values()].some(({ status }) => status === "FAILED") ? 1 : 0;
}

async function read({ client }: Context, batch: string | undefined, ids: readonly string[]) {
  if (batch === undefined) return Promise.all(ids.map((id) => client.tasks.get.query({ id })));
  const { id: batchId } = await client.batches.get.query({ id: batch });
  const tasks: TaskView[] = [];
  for await (const task of tasksOf(client, { batchId, sort: "createdAt" })) tasks.push(task);
  return tasks;
}

/** A line for each new status; where a bar shows the rest, only for what a person must know. */
function tell({ terminal }: Context, task: TaskView, before: TaskView | undefined): void {
  if (task.status === before?.status) return;
  if (!terminal.isLive || task.status === "FAILED") terminal.print(lineOf(task));
}

function forget({ terminal }: Context, { deletedIds }: TaskChanges, tasks: Map<string, TaskView>): void {
  for (const id of deletedIds) if (tasks.delete(id)) terminal.note(`${id}  was deleted`);
}

function show({ terminal }: Context, tasks: readonly TaskView[]): void {
  const count = (...statuses: string[]) => tasks.filter(({ status }) => statuses.includes(status)).length;
  const parts = [
    `${tasks.filter(isSettled).length} of ${tasks.length}`,
    `${count("QUEUED", "RUNNING")} running`,
    `${count("READY", "PENDING")} waiting`,
    `${count("FAILED")} failed`,
  ];
  terminal.progress(tasks.filter(isSettled).length, tasks.length, parts.join(", "));
}
