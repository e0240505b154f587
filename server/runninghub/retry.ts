import pRetry from "p-retry";
import { isRunningHubError, type RunningHubErrorClass } from "./contract";

/** Calls that may be repeated. Create is not among them, and must never be. */
export type SafeCallName =
  | "query"
  | "outputs"
  | "cancel"
  | "upload"
  | "workflowGraph"
  | "appInputs"
  | "accountStatus"
  | "queueStatus";

interface RetryRule {
  readonly retries: number;
  readonly classes: readonly RunningHubErrorClass[];
}

const REACHABILITY = ["network", "http", "protocol", "account"] as const;

/** A refresh comes round again by itself, so few repeats; an upload that fails costs a task its turn, so more. */
const RULES: Readonly<Record<SafeCallName, RetryRule>> = {
  query: { retries: 1, classes: REACHABILITY },
  outputs: { retries: 1, classes: REACHABILITY },
  cancel: { retries: 2, classes: [...REACHABILITY, "rate"] },
  // RunningHub's upload refuses good keys now and then; four repeats are known to cure it.
  upload: { retries: 4, classes: [...REACHABILITY, "rate"] },
  workflowGraph: { retries: 2, classes: [...REACHABILITY, "rate"] },
  appInputs: { retries: 2, classes: [...REACHABILITY, "rate"] },
  accountStatus: { retries: 1, classes: REACHABILITY },
  queueStatus: { retries: 1, classes: REACHABILITY },
};

export interface RetryPace {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/**
 * Runs a safe call until it succeeds, is refused for good, or its repeats are used up; delays grow and are jittered.
 * @throws what the last attempt threw.
 */
export function retrySafely<T>(
  name: SafeCallName,
  attempt: (number: number) => Promise<T>,
  pace: RetryPace,
  signal: AbortSignal,
): Promise<T> {
  const rule = RULES[name];
  return pRetry(attempt, {
    retries: rule.retries,
    factor: 2,
    minTimeout: pace.minDelayMs,
    maxTimeout: pace.maxDelayMs,
    randomize: true,
    signal,
    shouldRetry: ({ error }) =>
      isRunningHubError(error) && error.retryable && rule.classes.includes(error.errorClass),
  });
}
