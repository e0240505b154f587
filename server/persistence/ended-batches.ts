/** Which batches are over: the one notion that hooks and browsers tell of. */
import type { HookData } from "@/lib/notification-schemas";
import { FINALIZED_STATUSES, TASK_STATUSES, type TaskStatus } from "@/lib/task-status";
import type { Executor } from "./prisma";

/** Those of which some task is left and none waits, runs or was never started; in the order of `ids`. */
export async function endedBatches(db: Executor, ids: readonly string[]): Promise<HookData["batchEnded"][]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<
    { batchId: string; name: string | null; status: TaskStatus; tasks: number }[]
  >`
    SELECT b.id AS "batchId", b.name, t.status, count(*)::int AS tasks
    FROM batch b JOIN task t ON t.batch_id = b.id AND t.deleted_at IS NULL
    WHERE b.id = ANY(${[...ids]}::uuid[]) GROUP BY b.id, b.name, t.status`;
  return ids.flatMap((id) => {
    const shares = rows.filter(({ batchId }) => batchId === id);
    const isOver = shares.every(({ status }) => FINALIZED_STATUSES.some((final) => final === status));
    const [first] = shares;
    if (!first || !isOver) return [];
    const counts = Object.fromEntries(
      TASK_STATUSES.map((status) => [status, shares.find((share) => share.status === status)?.tasks ?? 0]),
    ) as HookData["batchEnded"]["counts"]; // every status is there
    return [{ batchId: id, name: first.name, counts }];
  });
}
