import type { Task } from "./model";

export type TaskState = "CREATE" | "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED";

/** When the task ends by itself or by a cancel; null while that is not known. Milliseconds. */
export function endOf(task: Task): number | null {
  const natural = task.runsAt === null || task.runMs === null ? null : task.runsAt + task.runMs;
  if (task.cancelledAt === null) return natural;
  // A task that finishes before the interrupt lands keeps its result.
  return natural !== null && natural <= task.cancelledAt ? natural : task.cancelledAt;
}

/** The one place a state comes from: only timestamps, so it is the same after a restart. */
export function stateAt(task: Task, now: number): TaskState {
  const end = endOf(task);
  if (end !== null && now >= end) {
    if (task.cancelledAt === end) return "CANCELLED";
    return task.failure ? "FAILED" : "SUCCESS";
  }
  if (task.runsAt !== null && now >= task.runsAt) return "RUNNING";
  return now < task.createdAt + task.createMs ? "CREATE" : "QUEUED";
}

export function isOver(task: Task, now: number): boolean {
  const end = endOf(task);
  return end !== null && now >= end;
}

/** Seconds of machine time used so far, as billed (the speed of the simulation does not make it cheaper). */
export function usedSeconds(task: Task, now: number): number {
  if (task.runsAt === null || now <= task.runsAt) return 0;
  const until = Math.min(now, endOf(task) ?? now);
  return (Math.max(0, until - task.runsAt) / 1000) * task.speed;
}

/** Largest number of tasks that were queued or running at one moment. */
export function peakConcurrency(tasks: Task[], now: number): number {
  const edges = tasks.flatMap((task) => {
    const end = endOf(task);
    const start = { at: task.createdAt, change: 1 };
    return end !== null && end <= now ? [start, { at: end, change: -1 }] : [start];
  });
  edges.sort((a, b) => a.at - b.at || a.change - b.change);
  let current = 0;
  let peak = 0;
  for (const { change } of edges) {
    current += change;
    peak = Math.max(peak, current);
  }
  return peak;
}
