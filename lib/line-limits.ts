/** How many tasks may wait, as administrators set it, and how many more fit. */
import { z } from "zod";

const most = z.number().int().min(1).max(10_000_000).nullable();

/** Null: no limit. */
export const lineLimitsSchema = z
  .object({
    /** Tasks that wait, whoever put them in line. */
    waitingTasks: most,
    /** Of one person, with all their tokens; a service's token counts by itself. */
    waitingTasksPerPerson: most,
  })
  .strict();
export type LineLimits = z.output<typeof lineLimitsSchema>;

export const NO_LINE_LIMITS: LineLimits = { waitingTasks: null, waitingTasksPerPerson: null };

/** How many more tasks of one asker may wait. */
export interface LineRoom {
  /** Less than 0 where a limit was lowered below what waits. */
  readonly free: number;
  readonly most: number;
  /** Whose limit it is that is reached first. */
  readonly whose: "everybody" | "person";
}

/** The tighter one of both limits; null: there is none. */
export function roomInLine(
  { waitingTasks, waitingTasksPerPerson }: LineLimits,
  waiting: { readonly all: number; readonly own: number },
): LineRoom | null {
  const rooms: LineRoom[] = [];
  if (waitingTasks !== null)
    rooms.push({ free: waitingTasks - waiting.all, most: waitingTasks, whose: "everybody" });
  if (waitingTasksPerPerson !== null)
    rooms.push({ free: waitingTasksPerPerson - waiting.own, most: waitingTasksPerPerson, whose: "person" });
  return rooms.sort((a, b) => a.free - b.free)[0] ?? null;
}
