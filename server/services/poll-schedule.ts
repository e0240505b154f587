/** When to look at a run again. Pure: ages in, seconds out. */

interface PollInput {
  readonly remoteState: "QUEUED" | "RUNNING";
  /** Seconds since the create call. */
  readonly ageSeconds: number;
  /** Seconds since it was first seen running. */
  readonly runningSeconds: number | null;
  /** Median run time of the workflow's last runs; null without history. */
  readonly usualSeconds: number | null;
  /** STATUS_CHECK_INTERVAL: never longer than this between two looks. */
  readonly ceilingSeconds: number;
}

/** The closest two looks may be, unless the ceiling is lower still. */
const FLOOR_SECONDS = 1;

/**
 * Dense right after the submit and around the expected end, sparse while nothing can have happened.
 * With history: wait until shortly before the usual end. Without: a fraction of the time it has taken so far.
 */
export function nextLookSeconds(input: PollInput): number {
  const { ceilingSeconds } = input;
  const floor = Math.min(FLOOR_SECONDS, ceilingSeconds);
  const clamp = (seconds: number) => Math.min(ceilingSeconds, Math.max(floor, seconds));
  if (input.remoteState === "QUEUED") return clamp(input.ageSeconds * 0.15);
  const elapsed = input.runningSeconds ?? 0;
  if (input.usualSeconds === null) return clamp(elapsed * 0.15);
  const denseFrom = input.usualSeconds * 0.85;
  if (elapsed < denseFrom) return clamp(denseFrom - elapsed);
  return clamp((elapsed - denseFrom) * 0.15);
}

/** After `failures` looks in a row went wrong: longer each time, but back within half a minute of RunningHub's return. */
export function afterFailureSeconds(failures: number, ceilingSeconds: number): number {
  return Math.min(
    Math.max(ceilingSeconds, 30),
    Math.max(0.5, ceilingSeconds) * 1.5 ** Math.min(failures, 12),
  );
}

/** Spreads looks that would fall together; between 90 % and 110 %. */
export function jitter(seconds: number, random: () => number): number {
  return seconds * (0.9 + 0.2 * random());
}
