/** A collector of traces, as far as tests need one: it takes OTLP as JSON over HTTP and keeps it. */
import { startStubServer } from "./stub-server";

export interface KeptSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentSpanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Value = Readonly<Record<string, unknown>>;
type Attribute = { readonly key: string; readonly value: Value };

/** The part of OTLP that is looked at. */
interface Export {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<KeptSpan, "attributes"> & {
        readonly attributes: readonly Attribute[];
      })[];
    }[];
  }[];
}

export async function startCollector() {
  const server = await startStubServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const exports = (): Export[] =>
    server.requests
      .filter(({ path }) => path === "/v1/traces")
      .map(({ body }) => JSON.parse(body.toString("utf8")));
  return {
    url: server.url,
    spans: (): KeptSpan[] =>
      exports().flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) =>
            spans.map((span) => ({
              name: span.name,
              traceId: span.traceId,
              spanId: span.spanId,
              parentSpanId: span.parentSpanId ?? "",
              attributes: plain(span.attributes),
            })),
          ),
        ),
      ),
    resources: () =>
      exports().flatMap(({ resourceSpans = [] }) =>
        resourceSpans.map(({ resource }) => plain(resource.attributes)),
      ),
    close: server.close,
  };
}

/** Each value is told with its type as the name. */
function plain(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
