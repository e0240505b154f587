/** Traces, where a collector is named. Nothing of them is loaded elsewhere. */
import manifest from "@/package.json";
import type { TelemetrySettings } from "./config";
import type { Logger } from "./log";
import { processState } from "./process-state";

/** They are decoration: when they cannot be set up, that is logged, and the queue runs without them. */
export async function beginTracing(settings: TelemetrySettings, log: Pick<Logger, "warn">): Promise<void> {
  const state = processState();
  if (state.tracing) return;
  try {
    const { startTracing } = await import("./telemetry/start-tracing");
    state.tracing = startTracing(settings, manifest.version, log);
  } catch (error) {
    log.warn({ err: error }, "traces could not be set up; going on without them");
  }
}
