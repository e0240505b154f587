/**
 * Traces for a collector that speaks OTLP over HTTP. Loaded only where the environment names one: nothing imports this but
 * boot, when it is asked to (docs/decisions/0024-telemetry.md).
 */
import { createRequire } from "node:module";
import path from "node:path";
import { type Attributes, context, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { TelemetrySettings } from "../config";
import { routeOf } from "../route-of";
import type { StepFacts, Tracing } from "../step";

/** Requests come as Next's own spans, queries as the driver's, and steps of the queue as ours. */
export function startTracing({ endpoint, serviceName }: TelemetrySettings, version: string): Tracing {
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
      await provider.shutdown();
    },
  };
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
