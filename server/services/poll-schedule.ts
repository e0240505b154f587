/** When to look at a run again. Pure: ages in, seconds out. */
import type { RunTimes } from "../persistence/watch-repository";

interface PollInput {
  readonly remoteState: "QUEUED" | "RUNNING";
  /** Seconds since the create call. */
  readonly ageSeconds: number;
  /** Seconds since it was first seen running. */
  readonly runningSeconds: number | null;
  /** How long the workflow's last runs took; null without history. */
  readonly history: RunTimes | null;
  /** STATUS_CHECK_INTERVAL: never longer than this between two looks. */
  readonly ceilingSeconds: number;
}

/** The closest two looks may be, unless the ceiling is lower still. */
const FLOOR_SECONDS = 1;
/** Without history, and past all history: so much of the time it has taken, or is over. */
const PATIENCE = 0.15;
/** A few runs tell little of the next one: no window is narrower than this share of the usual time, each way. */
const LEAST_SPREAD = 0.03;
/** Looks beyond those of a steady poll that the search for the end may cost. */
const EXTRA_LOOKS = 0.3;

/**
 * Dense right after the submit and around the expected end, sparse in between. How dense around the end follows from
 * how well the end is known: the extra looks are spread over the time from the earliest usual end to the usual one.
 */
export function nextLookSeconds({
  remoteState,
  ageSeconds,
  runningSeconds,
  history,
  ceilingSeconds,
}: PollInput): number {
  const clamp = (seconds: number) => Math.min(ceilingSeconds, Math.max(FLOOR_SECONDS, seconds));
  if (remoteState === "QUEUED") return clamp(ageSeconds * PATIENCE);
  const elapsed = runningSeconds ?? 0;
  if (history === null) return clamp(elapsed * PATIENCE);
  const { usualSeconds } = history;
  const from = Math.min(history.earlySeconds, usualSeconds * (1 - LEAST_SPREAD));
  const to = Math.max(history.lateSeconds, usualSeconds * (1 + LEAST_SPREAD));
  if (elapsed + FLOOR_SECONDS / 2 < from) return clamp(from - elapsed);
  const gap = clamp((usualSeconds - from) / (EXTRA_LOOKS * (usualSeconds / ceilingSeconds)));
  return clamp(Math.max(gap, (elapsed - to) * PATIENCE));
}

/** After `failures` looks in a row went wrong: longer each time, but back within half a minute of RunningHub's return. */
export function afterFailureSeconds(failures: number, ceilingSeconds: number): number {
  return Math.min(
    Math.max(ceilingSeconds, 30),
    Math.max(0.5, ceilingSeconds) * 1.5 ** Math.min(failures, 12),
  );
}

/** Spreads looks that would fall together, and never beyond the ceiling: between 94 % and 100 %. */
export function jitter(seconds: number, random: () => number): number {
  return seconds * (0.94 + 0.06 * random());
}
