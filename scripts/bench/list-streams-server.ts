/** A process of the product that serves the live subscription and tells how much memory it holds. */
import { serve } from "@hono/node-server";
import { readConfig } from "@/server/config";
import { createContainer } from "@/server/container";
import { createLogger } from "@/server/log";
import { processState } from "@/server/process-state";
import { serveTrpc } from "@/server/transport/trpc-http";

/** Megabytes, after a collection. */
export interface Memory {
  readonly heap: number;
  readonly rss: number;
}

const MEGABYTE = 1024 * 1024;

const container = createContainer(
  { ...readConfig(), appSecret: "a secret of the bench" },
  createLogger("error"),
);
processState().container = container;
await container.start();
process.on("disconnect", () => process.exit(0));
process.on("message", () => {
  global.gc?.();
  global.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const memory: Memory = { heap: heapUsed / MEGABYTE, rss: rss / MEGABYTE };
  process.send?.(memory);
});
serve({ fetch: serveTrpc, port: 0, hostname: "127.0.0.1" }, ({ port }) => process.send?.({ port }));
