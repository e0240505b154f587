import type { TaskDetail } from "@/lib/task-schemas";

/** When the submit whose answer was lost went out; null where nobody noted it. */
export function sentAt({ attempts }: Pick<TaskDetail, "attempts">): string | null {
  return attempts.findLast(({ state }) => state === "UNKNOWN")?.sentAt ?? null;
}
