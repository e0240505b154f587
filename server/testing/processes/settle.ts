/** The quiet end of a round: time passes faster, until nothing is left to do. */
import { CREATE_DEADLINE_SECONDS } from "@/lib/attempt-state";
import { FINALIZED_STATUSES } from "@/lib/task-status";
import type { World } from "./world";

/** What a killed process had put on the wire has long arrived, or been dropped. */
const DEAD_FOR_SECONDS = 3;
const OVERDUE_SECONDS = CREATE_DEADLINE_SECONDS + 1;

/**
 * The database's clock cannot be moved, its rows can: waits that only politeness asks for are over, and so is the time
 * limit of a create call whose sender is known to be dead. That of a living sender runs on.
 */
export async function letTimePass({ office: { db }, seats }: World): Promise<void> {
  const dead = seats.flatMap((seat) => seat.ended(DEAD_FOR_SECONDS));
  await db.$executeRaw`
    UPDATE attempt SET prepared_at = prepared_at - ${OVERDUE_SECONDS} * interval '1 second',
      sent_at = sent_at - ${OVERDUE_SECONDS} * interval '1 second'
    WHERE released_at IS NULL AND state IN ('SENT', 'UNKNOWN') AND split_part(holder, '/', 1) = ANY(${dead})
      AND sent_at > clock_timestamp() - ${OVERDUE_SECONDS} * interval '1 second'`;
  await db.$executeRaw`
    UPDATE attempt SET next_poll_at = clock_timestamp()
    WHERE ended_at IS NULL AND next_poll_at > clock_timestamp() + interval '1 second'`;
  await db.$executeRaw`
    UPDATE account SET busy_until = clock_timestamp() WHERE busy_until > clock_timestamp() + interval '1 second'`;
  await db.$executeRaw`
    UPDATE output SET next_try_at = clock_timestamp()
    WHERE state = 'PENDING' AND next_try_at > clock_timestamp() + interval '1 second'`;
}

/** One line for each thing that still has to happen before the round is over. */
export async function whatIsLeft({ office: { db }, seats, upstream }: World): Promise<string[]> {
  const tasks = await db.task.findMany({
    where: { deletedAt: null, status: { notIn: [...FINALIZED_STATUSES] } },
  });
  const attempts = await db.attempt.findMany({
    where: { OR: [{ releasedAt: null }, { state: "ACCEPTED", endedAt: null }] },
  });
  const outputs = await db.output.count({ where: { state: "PENDING" } });
  const runs = (await upstream.runs()).filter(({ state }) => ["CREATE", "QUEUED", "RUNNING"].includes(state));
  return [
    ...tasks.map((task) => `task ${task.id} is ${task.status} (${task.reasonCode ?? "no reason"})`),
    ...attempts.map(
      (attempt) =>
        `attempt ${attempt.id} of task ${attempt.taskId} is ${attempt.state}, slot ${attempt.slotNo}`,
    ),
    ...(outputs > 0 ? [`${outputs} results are not stored`] : []),
    ...runs.map((run) => `run ${run.taskId} is ${run.state} on RunningHub`),
    ...seats.filter((seat) => !seat.isAlive()).map((seat) => `${seat.name} does not run`),
  ];
}
