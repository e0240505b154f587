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
  /** RunningHub tells the end by itself, as far as we know: its webhooks arrive, or its socket is open. */
  readonly hinted: boolean;
  /** STATUS_CHECK_INTERVAL: never longer than this between two looks. */
  readonly ceilingSeconds: number;
}

/** The closest two looks may be, unless the ceiling is lower still. */
const FLOOR_SECONDS = 1;
/** Without history: so much of the time it has taken. */
const PATIENCE = 0.15;
/** Past all history: so much of the time it is over. */
const PATIENCE_BEYOND = 0.05;
/** A few runs tell little of the next one: no window is narrower than this share of the usual time, each way. */
const LEAST_SPREAD = 0.03;
/** Times are kept in milliseconds. */
const LEAST_SECONDS = 0.001;
/** Looks beyond those of a steady poll that the search for the end may cost: they cost nothing at RunningHub, an idle slot does. */
const EXTRA_LOOKS = 0.6;

/**
 * Dense right after the submit and around the expected end, sparse in between. How dense around the end follows from
 * how well the end is known: the extra looks are spread over the time from the earliest usual end to the usual one.
 * Where RunningHub tells the end by itself, looks only make sure.
 */
export function nextLookSeconds(input: PollInput): number {
  const { remoteState, ageSeconds, runningSeconds, history, hinted, ceilingSeconds } = input;
  const clamp = (seconds: number) => Math.min(ceilingSeconds, Math.max(FLOOR_SECONDS, seconds));
  if (remoteState === "QUEUED") return clamp(ageSeconds * PATIENCE);
  const elapsed = runningSeconds ?? 0;
  if (hinted) return ceilingSeconds;
  const usualSeconds = history?.usualSeconds ?? 0;
  // Runs that were over when they were first seen took no time, and tell nothing.
  if (history === null || usualSeconds < LEAST_SECONDS) return clamp(elapsed * PATIENCE);
  const from = Math.min(history.earlySeconds, usualSeconds * (1 - LEAST_SPREAD));
  const to = Math.max(history.lateSeconds, usualSeconds * (1 + LEAST_SPREAD));
  if (elapsed + FLOOR_SECONDS / 2 < from) return clamp(from - elapsed);
  const gap = clamp((usualSeconds - from) / (EXTRA_LOOKS * (usualSeconds / ceilingSeconds)));
  return clamp(Math.max(gap, (elapsed - to) * PATIENCE_BEYOND));
}

/** After `failures` looks in a row went wrong: longer each time, but back within half a minute of RunningHub's return. */
export function afterFailureSeconds(failures: number, ceilingSeconds: number): number {
  return Math.min(
    Math.max(ceilingSeconds, 30),
    Math.max(0.5, ceilingSeconds) * 1.5 ** Math.min(failures, 12),
  );
}

/** Spreads looks that would fall together, and never beyond the ceiling: between 98 % and 100 %. */
export function jitter(seconds: number, random: () => number): number {
  return seconds * (0.98 + 0.02 * random());
}
