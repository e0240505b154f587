/** A step of the work on a task: known to every line that is logged meanwhile, and to a collector of traces where there is one. */
import { withFields } from "./log-context";
import { processState } from "./process-state";

export type StepFacts = Readonly<Record<string, string>>;

/** Whoever collects traces (server/telemetry); there is none unless the environment names one. */
export interface Tracing {
  /** Runs the work as a span with these attributes. */
  span<T>(name: string, facts: StepFacts, work: () => Promise<T>): Promise<T>;
  /** A span that is over. @param begunAt milliseconds since 1970 */
  note(name: string, facts: StepFacts, begunAt: number): void;
  /** Whatever the work begins belongs to no span that is open now. */
  detached<T>(work: () => T): T;
  /** Of the span that is open now. */
  traceId(): string | null;
  stop(): Promise<void>;
}

export function step<T>(name: string, facts: StepFacts, work: () => Promise<T>): Promise<T> {
  const { tracing } = processState();
  const told = () => withFields(facts, work);
  return tracing ? tracing.span(name, facts, told) : told();
}

/** For a step of which only its end shows whether there was one. @param begunAt milliseconds since 1970 */
export function noteStep(name: string, facts: StepFacts, begunAt: number): void {
  processState().tracing?.note(name, facts, begunAt);
}
