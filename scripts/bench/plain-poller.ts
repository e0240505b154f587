/** What the real engine is compared with: a loop that wakes every ten seconds and submits the next task when it sees an end. */
import type { RunTime } from "./run-times";
import type { SlotUse } from "./slots";

const TICK_SECONDS = 10;
/** A reply of RunningHub takes so long, in the middle of what the scripted one takes. */
const REPLY_SECONDS = 0.16;

export function pollPlainly(runs: readonly RunTime[]): SlotUse {
  const idleSeconds: number[] = [];
  let looks = 0;
  let submittedAt = 0;
  for (const [index, { seconds }] of runs.entries()) {
    const endedAt = submittedAt + REPLY_SECONDS + seconds;
    const seenAt = Math.ceil(endedAt / TICK_SECONDS) * TICK_SECONDS;
    looks += Math.round(seenAt / TICK_SECONDS) - Math.floor(submittedAt / TICK_SECONDS);
    submittedAt = seenAt + REPLY_SECONDS;
    if (index < runs.length - 1) idleSeconds.push(submittedAt - endedAt);
  }
  return { idleSeconds, looks, calls: looks + runs.length };
}
