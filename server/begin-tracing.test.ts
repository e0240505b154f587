import { afterEach, expect, it, vi } from "vitest";
import { beginTracing } from "./begin-tracing";
import { processState } from "./process-state";
import { until } from "./testing/harness";
import { keptLog } from "./testing/kept-log";
import { startStubServer } from "./testing/stub-server";

afterEach(() => {
  delete processState().tracing;
  vi.unstubAllEnvs();
});

it("traces that cannot be set up are told, and the process goes on without them", async () => {
  const { log, lines } = keptLog();
  await beginTracing({ endpoint: "no address", serviceName: "hubqueue-test" }, log);
  expect(processState().tracing).toBeUndefined();
  expect(lines).toMatchObject([{ level: "warn", msg: expect.stringContaining("without them") }]);
});

it("a collector that takes nothing is told in the log, and stands in the way of no orderly end", async () => {
  const collector = await startStubServer((_request, response) => response.writeHead(400).end());
  const { log, lines } = keptLog();
  vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "20"); // milliseconds, instead of seconds
  await beginTracing({ endpoint: collector.url, serviceName: "hubqueue-test" }, log);
  const { tracing } = processState();
  await tracing?.span("a step", {}, async () => undefined);
  const told = await until("a line of the log", async () => lines.find(({ words }) => words !== undefined));
  expect(told).toMatchObject({ level: "warn", words: expect.stringContaining("400") });
  await tracing?.span("another step", {}, async () => undefined);
  await tracing?.stop();
  expect(lines.at(-1)).toMatchObject({ level: "warn", msg: "the last traces could not be sent" });
  await collector.close();
});
