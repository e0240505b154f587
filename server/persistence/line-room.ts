/**
 * How many more tasks may wait. Counters are kept by triggers of task, which lock them until the commit: asked after the
 * change in its own transaction, the answer is exact, and of two who race for the last place one is refused.
 */
import { AppError } from "@/lib/errors";
import { type LineRoom, lineLimitsSchema, NO_LINE_LIMITS, roomInLine } from "@/lib/line-limits";
import type { Executor } from "./prisma";
import { LINE_LIMITS } from "./setting-repository";

/** Null: there is no limit. @param quotaOf see Asker */
export async function lineRoom(db: Executor, quotaOf: string | null): Promise<LineRoom | null> {
  const [row] = await db.$queryRaw<{ limits: unknown; all: number; own: number }[]>`
    SELECT ${LINE_LIMITS} AS limits,
      (SELECT count::int FROM task_count WHERE status = 'PENDING') AS "all",
      coalesce((SELECT count::int FROM waiting_count WHERE queued_by = ${quotaOf}), 0) AS own`;
  if (row === undefined) return null;
  return roomInLine(lineLimitsSchema.safeParse(row.limits).data ?? NO_LINE_LIMITS, row);
}

/** The same behind the locks that every change of the counts takes: it holds until the commit. */
export async function lockedLineRoom(tx: Executor, quotaOf: string | null): Promise<LineRoom | null> {
  // Without a limit nobody has to wait for it.
  if ((await lineRoom(tx, quotaOf)) === null) return null;
  await tx.$queryRaw`SELECT 1 FROM task_count ORDER BY status FOR UPDATE`;
  return lineRoom(tx, quotaOf);
}

/**
 * Call in the transaction that puts so many tasks in line: before it writes them, and again when they are written, where
 * there is a limit. @returns whether there is @throws AppError TOO_MANY_WAITING
 */
export async function requireRoom(
  tx: Executor,
  quotaOf: string | null,
  count: number,
  when: "before" | "written",
): Promise<boolean> {
  const room = await lineRoom(tx, quotaOf);
  if (room === null) return false;
  const free = when === "written" ? room.free + count : room.free;
  if (free < count) throw tooManyWaiting({ ...room, free: Math.max(0, free) }, count);
  return true;
}

function tooManyWaiting({ free, most, whose }: LineRoom, count: number): AppError {
  const limit = whose === "everybody" ? `${most} tasks may wait` : `${most} tasks of one person may wait`;
  const fits = free === 0 ? "no more fits now" : `${free} more fit now, not ${count}`;
  return new AppError(
    "TOO_MANY_WAITING",
    `At most ${limit}; ${fits}. Create without start, start fewer, or wait until some are done`,
    { reason: whose, facts: { most: String(most), free: String(free), asked: String(count) } },
  );
}
