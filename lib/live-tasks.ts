import type { StatusCounts, TaskChanges, TaskView } from "./task-schemas";

/** Everything heard over the live subscription, folded into one picture; pages lay it over what they fetched. */
export interface LiveTasks {
  readonly tasks: ReadonlyMap<string, TaskView>;
  readonly deletedIds: ReadonlySet<string>;
  /** Null until the first message. */
  readonly counts: StatusCounts | null;
}

export const NOTHING_LIVE: LiveTasks = { tasks: new Map(), deletedIds: new Set(), counts: null };

/** Far more than any page shows; older news is in what a page fetched since. */
const MAX_REMEMBERED = 2_000;

/** The later of two views of one task; equal times prefer the second, the fresher reading. */
export function newer(known: TaskView, other: TaskView | undefined): TaskView {
  return other !== undefined && other.updatedAt >= known.updatedAt ? other : known;
}

function keepLast<K, V>(entries: Map<K, V>): Map<K, V> {
  return entries.size <= MAX_REMEMBERED ? entries : new Map([...entries].slice(-MAX_REMEMBERED));
}

/**
 * A task named as changed is not deleted (any more): undo brings it back this way. After a reset, which tells nothing but
 * that much was missed, what was deleted may be back as well; what is read anew then says so.
 */
export function foldChanges(live: LiveTasks, changes: TaskChanges): LiveTasks {
  const tasks = new Map(live.tasks);
  const deleted = new Set(changes.reset ? [] : live.deletedIds);
  for (const task of changes.tasks) {
    const known = tasks.get(task.id);
    tasks.delete(task.id); // so that it moves to the end, the newest
    tasks.set(task.id, known === undefined ? task : newer(known, task));
    deleted.delete(task.id);
  }
  for (const id of changes.deletedIds) {
    tasks.delete(id);
    deleted.add(id);
  }
  return {
    tasks: keepLast(tasks),
    deletedIds: new Set([...deleted].slice(-MAX_REMEMBERED)),
    counts: changes.counts,
  };
}

/** News this browser caused and need not wait for: the answer of its own action. */
export function foldOwn(live: LiveTasks, own: { tasks?: TaskView[]; deletedIds?: string[] }): LiveTasks {
  const counts = live.counts;
  const folded = foldChanges(live, {
    tasks: own.tasks ?? [],
    deletedIds: own.deletedIds ?? [],
    counts: counts ?? { READY: 0, PENDING: 0, QUEUED: 0, RUNNING: 0, SUCCESS: 0, FAILED: 0, STOPPED: 0 },
    reset: false,
  });
  return { ...folded, counts };
}
