/** The built product, told of a collector: a request of somebody who is traced goes on in their trace, and a submit is told by its task. */
import { startCollector } from "@/server/testing/collector";
import { expect, test } from "./fixtures";
import { Api } from "./support/api";
import { API_TOKEN, Product } from "./support/product";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const CALLER = "b7ad6b7169203331";

test("a call goes on in the trace of its caller, with its queries; a task’s submit is told by its id", async ({
  runningHub,
}) => {
  const collector = await startCollector();
  const product = await Product.start({
    ...runningHub.environment,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_SERVICE_NAME: "hubqueue-e2e",
    OTEL_BSP_SCHEDULE_DELAY: "200",
  });
  try {
    const api = new Api(product.url);
    const answer = await fetch(`${product.url}/api/tasks?limit=1`, {
      headers: { authorization: `Bearer ${API_TOKEN}`, traceparent: `00-${TRACE}-${CALLER}-01` },
    });
    expect(answer.status).toBe(200);
    const { id } = await api.createPicture("traced", { start: true });
    await api.reaches(id, "SUCCESS");

    const inTrace = () => collector.spans().filter(({ traceId }) => traceId === TRACE);
    await expect.poll(() => inTrace().map(({ name }) => name)).toContain("GET /api/tasks");
    expect(inTrace().find(({ name }) => name === "GET /api/tasks")?.parentSpanId).toBe(CALLER);
    await expect.poll(() => inTrace().filter(({ name }) => name.startsWith("pg")).length).toBeGreaterThan(0);
    const submits = () =>
      collector
        .spans()
        .filter(({ name, attributes }) => name === "queue.submit" && attributes["hubqueue.task_id"] === id);
    await expect.poll(() => submits().length).toBe(1);
    expect(collector.resources()[0]).toMatchObject({ "service.name": "hubqueue-e2e" });
  } finally {
    await product.dispose();
    await collector.close();
  }
});
