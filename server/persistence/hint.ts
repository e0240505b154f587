import type { Executor } from "./prisma";

/** Wakes everybody who follows the queue: something changed that no timeline tells of. Delivered at the commit. */
export async function hint(db: Executor): Promise<void> {
  await db.$executeRaw`SELECT pg_notify('hubqueue_task_event', '')`;
}
