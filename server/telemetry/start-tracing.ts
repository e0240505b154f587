/**
 * Traces for a collector that speaks OTLP over HTTP. Loaded only where the environment names one: nothing imports this but
 * boot, when it is asked to (docs/decisions/0024-telemetry.md).
 */
import { createRequire } from "node:module";
import path from "node:path";
import { format } from "node:util";
import {
  type Attributes,
  context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { TelemetrySettings } from "../config";
import type { Logger } from "../log";
import { routeOf } from "../route-of";
import type { StepFacts, Tracing } from "../step";

/** A collector that is away fails every few seconds, in the same words. */
const SAME_WORDS_EVERY_MS = 600_000;
const MAX_WORDS = 1_000;

/**
 * Requests come as Next's own spans, queries as the driver's, and steps of the queue as ours.
 * @throws when the endpoint, or what else the environment says of it, cannot be used
 */
export function startTracing(
  { endpoint, serviceName }: TelemetrySettings,
  version: string,
  log: Pick<Logger, "warn">,
): Tracing {
  tellProblems(log);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName, "service.version": version }),
    spanProcessors: [
      withoutSecrets,
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })),
    ],
  });
  // Takes the trace of whoever calls from `traceparent`, and keeps it through all that waits.
  provider.register();
  const queries = traceQueries(provider);
  const tracer = trace.getTracer("hubqueue", version);
  return {
    span: (name, facts, work) =>
      tracer.startActiveSpan(name, { attributes: attributesOf(facts) }, (span) => whole(span, work)),
    note: (name, facts, begunAt) =>
      tracer.startSpan(name, { attributes: attributesOf(facts), startTime: begunAt }).end(),
    detached: (work) => context.with(ROOT_CONTEXT, work),
    traceId: () => trace.getActiveSpan()?.spanContext().traceId ?? null,
    stop: async () => {
      queries.disable();
      // It sends what is left. A collector that does not take it is no reason to end otherwise than in good order.
      await provider
        .shutdown()
        .catch((error: unknown) => log.warn({ err: error }, "the last traces could not be sent"));
    },
  };
}

/** What OpenTelemetry complains of goes to the log: else nobody learns that the collector gets nothing. */
function tellProblems(log: Pick<Logger, "warn">): void {
  let last = { words: "", atMs: Number.NEGATIVE_INFINITY };
  const tell = (...told: unknown[]) => {
    const words = format(...told).slice(0, MAX_WORDS);
    const now = performance.now();
    if (words === last.words && now - last.atMs < SAME_WORDS_EVERY_MS) return;
    last = { words, atMs: now };
    log.warn({ words }, "traces may not arrive: OpenTelemetry has a problem");
  };
  const pass = () => undefined;
  diag.setLogger(
    { error: tell, warn: tell, info: pass, debug: pass, verbose: pass },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

/** Next tells whole addresses; some open doors, and others hold what people look for. */
const withoutSecrets: SpanProcessor = {
  onStart(span) {
    const { "http.target": target } = span.attributes;
    if (typeof target === "string") span.setAttribute("http.target", routeOf(target));
  },
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

/** Only within a request or a step: the queue asks what is due every second. Values are not told. */
function traceQueries(provider: NodeTracerProvider): PgInstrumentation {
  const queries = new PgInstrumentation({ requireParentSpan: true });
  queries.setTracerProvider(provider);
  // Whoever has loaded the driver before shares its prototypes; they are changed when it is asked for anew.
  createRequire(path.join(process.cwd(), "package.json"))("pg");
  return queries;
}

async function whole<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** `taskId` is `hubqueue.task_id`. */
function attributesOf(facts: StepFacts): Attributes {
  const name = (fact: string) =>
    `hubqueue.${fact.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  return Object.fromEntries(Object.entries(facts).map(([fact, value]) => [name(fact), value]));
}
