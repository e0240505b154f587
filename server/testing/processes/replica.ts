/**
 * One replica without its pages: the real container, made from the environment, in a process that may be killed or
 * frozen. Ends when its parent goes away.
 */
import { readConfig } from "../../config";
import { type Container, createContainer } from "../../container";
import { createLogger, type Logger } from "../../log";
import { LeaseRepository } from "../../persistence/lease-repository";

/** A database or RunningHub that is away at the start is tried again, as the product's boot does. */
const RETRY_MS = 1_000;

const config = readConfig();
const log = createLogger(config.logLevel);
let stopping = false;

/** Named by its parent, so that a lease or an attempt tells which life of which replica it belongs to. */
function make(logger: Logger): Container {
  let onFree = (): void => undefined;
  const leases = new LeaseRepository({
    databaseUrl: config.databaseUrl,
    process: process.env.REPLICA_NAME ?? String(process.pid),
    onFree: () => onFree(),
  });
  const appSecret = config.appSecret ?? "";
  const made = createContainer({ ...config, appSecret }, logger, { leases });
  onFree = () => made.scheduler.onLeaseFree();
  return made;
}

async function up(): Promise<Container> {
  for (;;) {
    const made = make(log);
    try {
      await made.start();
      return made;
    } catch (error) {
      log.error({ err: error }, "boot failed; trying again shortly");
      await made.stop().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const booted = up();

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await (await booted).stop();
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("disconnect", () => process.exit(1));
process.on("message", (message) => {
  // The external cron door: one beat on demand.
  if (message !== "tick") return;
  void booted
    .then((app) => app.scheduler.tick())
    .then(() => process.send?.({ type: "ticked" }))
    .catch((error: unknown) => log.error({ err: error }, "the tick failed"));
});

await booted;
process.send?.({ type: "ready" });
