/**
 * What the list shows while the world moves on: rows keep their place until the person lets them move. Pure; the page
 * holds the state.
 */
import { type LiveTasks, newer } from "./live-tasks";
import type { TaskFilter, TaskPage, TaskSort, TaskView } from "./task-schemas";

export interface ShownRow {
  readonly task: TaskView;
  /** Deleted, or no longer matching the filter: the row stays in place, faded, until rows may move. */
  readonly gone: "deleted" | "moved" | null;
}

export interface ListView {
  readonly rows: ShownRow[];
  /** Tasks that belong on this page and are not shown yet. */
  readonly arrivedIds: string[];
}

export interface ListQuestion {
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
  readonly firstPage: boolean;
}

/** When a page was read, and what was known as deleted by then. */
export interface Reading {
  /** Of the question it answers. */
  readonly key: string;
  readonly readAtMs: number;
  readonly deletedIds: ReadonlySet<string>;
}

export function isSameReading(one: Reading, other: Reading): boolean {
  return one.key === other.key && one.readAtMs === other.readAtMs;
}

/**
 * Tasks of the page just read that had been deleted before it was asked for: somebody brought them back. A page is asked
 * for only once the one before has come, so what was deleted by then must be missing.
 */
export function broughtBack(page: TaskPage, before: Reading, now: Reading): TaskView[] {
  if (before.key !== now.key || isSameReading(before, now)) return [];
  return page.items.filter(({ id }) => before.deletedIds.has(id));
}

function hasError({ statusReason }: TaskView): boolean {
  return statusReason !== null && statusReason.code !== "STOPPED_BY_PERSON";
}

/** What the server searches, as far as a view has it. */
function textsOf({
  id,
  workflowId,
  workflowName,
  description,
  runningHubTaskId,
  nodeInfoList,
}: TaskView): string[] {
  const inputs = nodeInfoList.flatMap(({ fieldValue, fileName }) => [fieldValue, fileName]);
  return [id, workflowId, workflowName, description, runningHubTaskId, ...inputs].filter(
    (text) => typeof text === "string",
  );
}

/** Does a task fit the filter, as far as a browser can tell? The server's search has the last word. */
export function matches(task: TaskView, filter: TaskFilter): boolean {
  const q = filter.q?.toLowerCase() ?? "";
  return (
    (filter.status === undefined || filter.status.includes(task.status)) &&
    (filter.workflowId === undefined || task.workflowId === filter.workflowId) &&
    (filter.batchId === undefined || task.batchId === filter.batchId) &&
    (filter.accountId === undefined || (task.accountId ?? task.ranOnAccountId) === filter.accountId) &&
    (filter.hasError === undefined || hasError(task)) &&
    (filter.reasonCode === undefined || task.statusReason?.code === filter.reasonCode) &&
    (filter.createdAfter === undefined || Date.parse(task.createdAt) >= Date.parse(filter.createdAfter)) &&
    (filter.createdBefore === undefined || Date.parse(task.createdAt) < Date.parse(filter.createdBefore)) &&
    (q === "" || textsOf(task).some((text) => text.toLowerCase().includes(q)))
  );
}

/** The order of the list, as the server sorts it: by moment, then by id; by completion, what is not finished comes last. */
function comesBefore(a: TaskView, b: TaskView, sort: TaskSort): boolean {
  const byCompletion = sort === "completedAt" || sort === "-completedAt";
  if (byCompletion && (a.completedAt === null) !== (b.completedAt === null)) return b.completedAt === null;
  const momentOf = (task: TaskView) => (byCompletion && task.completedAt) || task.createdAt;
  const [first, second] = sort.startsWith("-") ? [b, a] : [a, b];
  if (momentOf(first) === momentOf(second)) return first.id < second.id;
  return momentOf(first) < momentOf(second);
}

/** Is the task missing from a page that would have to contain it? Then the server no longer lists it. */
function isMissing(task: TaskView, page: TaskPage, sort: ListQuestion["sort"]): boolean {
  if (page.items.some((item) => item.id === task.id)) return false;
  const last = page.items.at(-1);
  return last === undefined || page.nextCursor === null || comesBefore(task, last, sort);
}

/**
 * Lays the last fetched page and the live news over the rows shown so far. Rows shown keep their place; what follows
 * the last of them is added at the foot, where it moves nothing.
 * @param shown rows in the order the person saw them
 */
export function arrange(
  shown: readonly TaskView[],
  page: TaskPage,
  live: LiveTasks,
  question: ListQuestion,
): ListView {
  const { filter, sort } = question;
  const fetched = new Map(page.items.map((task) => [task.id, task]));
  const known = new Set(shown.map((task) => task.id));
  const current = (task: TaskView) => newer(task, live.tasks.get(task.id));

  const kept = shown.map((old): ShownRow => {
    const task = current(newer(old, fetched.get(old.id)));
    if (live.deletedIds.has(task.id)) return { task, gone: "deleted" };
    if (!matches(task, { ...filter, q: undefined })) return { task, gone: "moved" };
    if (isMissing(task, page, sort)) return { task, gone: filter.status === undefined ? "deleted" : "moved" };
    return { task, gone: null };
  });

  const isNews = (task: TaskView) =>
    !known.has(task.id) && !live.deletedIds.has(task.id) && matches(task, { ...filter, q: undefined });
  const unseen = page.items.map(current).filter(isNews);
  const [first, last] = [shown[0], shown.at(-1)];
  const above = unseen.filter((task) => last !== undefined && comesBefore(task, last, sort));
  const below = unseen.filter((task) => last === undefined || !comesBefore(task, last, sort));
  const announced = [...live.tasks.values()].filter(
    (task) =>
      question.firstPage &&
      first !== undefined &&
      isNews(task) &&
      matches(task, filter) &&
      comesBefore(task, first, sort),
  );
  return {
    rows: [...kept, ...below.map((task): ShownRow => ({ task, gone: null }))],
    arrivedIds: [...new Set([...above, ...announced].map((task) => task.id))],
  };
}

/** The rows of a page just opened or refreshed: as fetched, with the newest knowledge, without what is gone. */
export function settle(page: TaskPage, live: LiveTasks, filter: TaskFilter): TaskView[] {
  return page.items
    .filter((task) => !live.deletedIds.has(task.id))
    .map((task) => newer(task, live.tasks.get(task.id)))
    .filter((task) => matches(task, { ...filter, q: undefined })); // the server decided about the search
}
