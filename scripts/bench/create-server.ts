/** A process of the product as it serves bulk creation: the real operations over HTTP, without pages and without the scheduler. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { serve } from "@hono/node-server";
import { readConfig } from "@/server/config";
import { createContainer } from "@/server/container";
import { createLogger } from "@/server/log";
import { processState } from "@/server/process-state";
import { createTasks, listTasks } from "@/server/transport/operations/tasks";
import { serve as routes } from "@/server/transport/rest";

/** What one call did to the process; megabytes and milliseconds. */
export interface Strain {
  readonly heapBefore: number;
  readonly heapPeak: number;
  readonly heapAfter: number;
  readonly rssPeak: number;
  /** How late a timer fires: the longest time that nothing else could run. */
  readonly delayP99: number;
  readonly delayMax: number;
  /** Seconds of processor time: what other programs of the machine do not change much. */
  readonly cpuSeconds: number;
}

const SAMPLE_MS = 10;
const MEGABYTE = 1024 * 1024;

const config = readConfig();
const container = createContainer({ ...config, appSecret: "a secret of the bench" }, createLogger("error"));
processState().container = container;
await container.start();
process.on("disconnect", () => process.exit(0));

const collected = () => {
  global.gc?.();
  return process.memoryUsage().heapUsed / MEGABYTE;
};

function watch(): () => Strain {
  const heapBefore = collected();
  let [heapPeak, rssPeak] = [0, 0];
  const sample = () => {
    const { heapUsed, rss } = process.memoryUsage();
    heapPeak = Math.max(heapPeak, heapUsed / MEGABYTE);
    rssPeak = Math.max(rssPeak, rss / MEGABYTE);
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  const cpu = process.cpuUsage();
  return () => {
    clearInterval(timer);
    delay.disable();
    const { user, system } = process.cpuUsage(cpu);
    sample();
    // The histogram counts from the timer's own interval on, in nanoseconds.
    const late = (ns: number) => Math.max(0, ns / 1e6 - SAMPLE_MS);
    const [delayP99, delayMax] = [late(delay.percentile(99)), late(delay.max)];
    const cpuSeconds = (user + system) / 1e6;
    return { heapBefore, heapPeak, rssPeak, delayP99, delayMax, cpuSeconds, heapAfter: collected() };
  };
}

let stop: (() => Strain) | null = null;
process.on("message", () => {
  if (stop === null) {
    stop = watch();
    process.send?.({ watching: true });
  } else {
    process.send?.(stop());
    stop = null;
  }
});

const bulk = routes(createTasks);
const list = routes(listTasks);
const params = Promise.resolve({});
serve(
  {
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) =>
      request.method === "POST" ? bulk.POST(request, { params }) : list.GET(request, { params }),
  },
  ({ port }) => process.send?.({ port }),
);
