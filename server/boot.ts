/** Brings the process up: configuration, migrations, container, scheduler. Called once by instrumentation.ts. */
import { beginTracing } from "./begin-tracing";
import { type Config, ConfigError, readConfig } from "./config";
import { createContainer } from "./container";
import { createLogger, type Logger } from "./log";
import { migrate } from "./persistence/migrate";
import { processState } from "./process-state";
import { loadAppSecret } from "./storage/app-secret";
import { observe } from "./transport/request-log";

const RETRY_MS = 3_000;

/**
 * Returns at once, so that Next can serve; /api/health/ready turns 200 when the boot is done. A database that is away
 * is waited for. A bad configuration ends the process with a readable list.
 */
export function boot(): void {
  const state = processState();
  if (state.shutdown) return;
  const config = configOrExit();
  const log = createLogger(config.logLevel);
  state.drain = drain;
  state.shutdown = shutdown;
  state.observe = observe;
  void bootUntilDone(config, log);
}

function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`\n${error.message}\n\nCorrect the environment and start again.\n`);
    process.exit(1);
  }
}

async function bootUntilDone(config: Config, log: Logger): Promise<void> {
  const state = processState();
  if (config.telemetry) await beginTracing(config.telemetry, log);
  while (!state.draining) {
    try {
      await bootOnce(config, log);
      return;
    } catch (error) {
      state.bootError = error instanceof Error ? error.message : String(error);
      log.error({ err: error }, "boot failed; trying again shortly");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function bootOnce(config: Config, log: Logger): Promise<void> {
  const state = processState();
  const { applied } = await migrate(config.databaseUrl);
  if (applied.length > 0) log.info({ applied }, "database migrated");
  const container = createContainer(
    { ...config, appSecret: config.appSecret ?? (await loadAppSecret(config.dataDir)) },
    log,
  );
  try {
    await container.start();
  } catch (error) {
    await container.stop().catch(() => undefined);
    throw error;
  }
  if (state.draining) {
    await container.stop();
    return;
  }
  state.container = container;
  state.ready = true;
  delete state.bootError;
  log.info({ simulator: config.simulator, scheduler: config.schedulerEnabled }, "HubQueue is up");
}

function drain(): void {
  processState().draining = true;
}

async function shutdown(): Promise<void> {
  const state = processState();
  state.draining = true;
  state.ready = false;
  await state.container?.stop();
  await state.tracing?.stop();
}
