/** Another process of the product: it changes nothing, hears of every change, and serves the tRPC door. */
import { serve } from "@hono/node-server";
import { readConfig } from "@/server/config";
import { createContainer } from "@/server/container";
import { createLogger } from "@/server/log";
import { processState } from "@/server/process-state";
import { serveTrpc } from "@/server/transport/trpc-http";

/** A task was told to a subscriber; times are the monotonic clock's, which all processes of a machine share. */
export interface Told {
  readonly taskIds: readonly string[];
  readonly atNs: string;
}

const config = readConfig();
const container = createContainer({ ...config, appSecret: "a secret of the bench" }, createLogger("error"));
processState().container = container;
await container.start();
process.on("disconnect", () => process.exit(0));

const messages = container.taskFeed.subscribe(null, new AbortController().signal);
await messages.next();
serve({ fetch: serveTrpc, port: 0, hostname: "127.0.0.1" }, ({ port }) => process.send?.({ port }));
for await (const { changes } of messages) {
  const told: Told = { taskIds: changes.tasks.map(({ id }) => id), atNs: String(process.hrtime.bigint()) };
  process.send?.(told);
}
