/** Where a collector is named, it hears of each step of the queue by its task, and of the queries within. */
import { context, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { processState } from "../process-state";
import { startCollector } from "../testing/collector";
import { type Harness, startHarness, until } from "../testing/harness";
import { keptLog } from "../testing/kept-log";
import { startTracing } from "./start-tracing";

const { log, lines } = keptLog();
let harness: Harness;
let collector: Awaited<ReturnType<typeof startCollector>>;
beforeAll(async () => {
  collector = await startCollector();
  processState().tracing = startTracing(
    { endpoint: collector.url, serviceName: "hubqueue-test" },
    "1.2.3",
    log,
  );
  harness = await startHarness({ log });
});
afterAll(async () => {
  await harness.stop();
  delete processState().tracing;
  await collector.close();
});

it("every step of a task is a span with its id, queries are their children, and log lines name the trace", async () => {
  const { id } = await harness.createTask("traced");
  await harness.reaches(id, "SUCCESS");
  await until("a kept result", async () => {
    const [output] = (await harness.app.taskQueries.view(id)).outputs;
    return output?.state === "STORED";
  });
  // As Next tells a request.
  trace
    .getTracer("next.js")
    .startSpan("GET", { attributes: { "http.target": "/join/a-secret-link?q=words" } })
    .end();
  await processState().tracing?.stop();
  const spans = collector.spans();
  const ofTask = spans.filter(({ attributes }) => attributes["hubqueue.task_id"] === id);
  const names = new Set(ofTask.map(({ name }) => name));
  for (const name of ["queue.claim", "queue.submit", "queue.confirm", "queue.refresh", "queue.download"])
    expect(names).toContain(name);
  expect(ofTask.find(({ name }) => name === "queue.confirm")?.attributes).toMatchObject({
    "hubqueue.outcome": "accepted",
    "hubqueue.attempt_id": expect.any(String),
  });

  const submit = ofTask.find(({ name }) => name === "queue.submit");
  expect(ofTask.find(({ name }) => name === "queue.confirm")?.parentSpanId).toBe(submit?.spanId);
  const inSubmit = spans.filter(({ parentSpanId }) => parentSpanId === submit?.spanId);
  expect(inSubmit.filter(({ name }) => name.startsWith("pg")).length).toBeGreaterThan(0);
  expect(collector.resources()).toContainEqual(
    expect.objectContaining({ "service.name": "hubqueue-test", "service.version": "1.2.3" }),
  );

  const told = lines.find(({ msg, taskId }) => msg === "RunningHub create judged" && taskId === id);
  expect(told).toMatchObject({
    traceId: submit?.traceId,
    attemptId: submit?.attributes["hubqueue.attempt_id"],
  });
  expect(spans.find(({ name }) => name === "GET")?.attributes["http.target"]).toBe("/join/{token}");
  expect(JSON.stringify(spans)).not.toMatch(/traced|a-secret-link/);
});

it("the trace of a caller is taken from its header, and work that is only set going is none of it", () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const caller = propagation.extract(ROOT_CONTEXT, { traceparent });
  expect(trace.getSpanContext(caller)?.traceId).toBe("0af7651916cd43dd8448eb211c80319c");
  const { tracing } = processState();
  context.with(caller, () => {
    expect(tracing?.traceId()).toBe("0af7651916cd43dd8448eb211c80319c");
    expect(tracing?.detached(() => tracing.traceId())).toBeNull();
  });
});
