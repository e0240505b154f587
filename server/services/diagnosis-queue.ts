/** Checks of the queue. */
import { type Finding, found } from "@/lib/diagnosis";
import type { DiagnosisReader } from "../persistence/diagnosis-reader";

export interface Queue {
  readonly reader: Pick<DiagnosisReader, "processes" | "lease" | "stuckSlots" | "unclearSubmits">;
  readonly isLeader: () => boolean;
  readonly passAgeSeconds: () => number | null;
  /** A cron may advance the queue from outside. */
  readonly hasCron: boolean;
}

/** As readiness has it. */
const STUCK_PASS_SECONDS = 60;
/** A cron that calls less often than this does not advance a queue. */
const CRON_SECONDS = 600;

export async function checkQueue({ reader, isLeader, passAgeSeconds, hasCron }: Queue): Promise<Finding> {
  const [lease, processes] = await Promise.all([reader.lease(), reader.processes()]);
  if (lease.isResting) return found("queue", "resting");
  const passAge = passAgeSeconds();
  if (isLeader() && passAge !== null && passAge > STUCK_PASS_SECONDS)
    return found("queue", "stuck", { seconds: Math.round(passAge) });
  if (lease.isHeld) return found("queue", "ok", { processes, seconds: Math.round(lease.ageSeconds) });
  if (hasCron && lease.ageSeconds < CRON_SECONDS)
    return found("queue", "byCron", { seconds: Math.round(lease.ageSeconds) });
  return processes === 0 ? found("queue", "notRunning") : found("queue", "nobody", { processes });
}

export async function checkSlots({ reader }: Queue): Promise<Finding> {
  const count = await reader.stuckSlots();
  return found("slots", count > 0 ? "stuck" : "ok", { count });
}

export async function checkUnclear({ reader }: Queue): Promise<Finding> {
  const count = await reader.unclearSubmits();
  return found("unclear", count > 0 ? "some" : "ok", { count });
}
