import { createDataDir, holdDataDir } from "./data-dir.mjs";
import { createLifecycle } from "./lifecycle.mjs";
import { startedByNpm } from "./lock.mjs";
import { inRoot, root } from "./paths.mjs";
import { freePort } from "./port.mjs";
import { prepareCheckout } from "./prepare.mjs";
import { createProgress, note } from "./progress.mjs";
import { listOf, readSettings } from "./settings.mjs";
import { tryTool } from "./tool.mjs";

/** How check-config.mjs ends when the words are its own; 1 is Node's for anything else. */
const REFUSED = 2;

/** Starts everything, in the order in which it is needed, and stays until a signal or a failure ends it. */
export async function main() {
  const lifecycle = createLifecycle();
  try {
    if (process.argv.includes("--prepare")) await prepare(lifecycle);
    else await start(lifecycle, process.argv.includes("--dev"));
  } catch (error) {
    if (!lifecycle.isEnding()) console.error(`\nHubQueue did not start: ${error.message}\n`);
    await lifecycle.end(1);
  }
}

/** Only what a start would have to make first, for images and for machines that are to start quickly later. */
async function prepare(lifecycle) {
  process.chdir(root);
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED ??= "1";
  await prepareCheckout({ progress: createProgress(3), signal: lifecycle.signal });
  await lifecycle.end(0);
}

async function start(lifecycle, dev) {
  process.chdir(root);
  process.env.NODE_ENV = dev ? "development" : "production";
  const settings = readSettings();
  await requireSense(settings);
  const { dataDir, host, databaseUrl, simulate } = settings;
  createDataDir(dataDir);
  watchParent(lifecycle);
  // Replicas may share a directory, on a port each; the embedded database and the simulator's state may not be shared.
  const shared = databaseUrl !== undefined && !simulate;
  if (!shared || settings.port !== 0) {
    const release = await holdDataDir(dataDir, note, shared ? settings.port : null);
    lifecycle.onEnd("the lock", async () => release(), { essential: true });
  }
  const port = await pickPort(settings);

  const progress = createProgress(dev ? 5 : 6);
  await prepareCheckout({ progress, build: !dev, signal: lifecycle.signal, checkConfig });
  const databaseHome = await progress.step("Database", () =>
    databaseUrl ? onGivenServer() : runPostgres(lifecycle, dataDir),
  );
  await progress.step("RunningHub", () => (simulate ? runSimulator(lifecycle, dataDir) : onRunningHub()));
  await progress.step("Server", async () => {
    const { startApp, waitUntilReady } = await import("./app.mjs");
    const { drainSeconds, trustedProxies } = settings;
    const app = await startApp({ dev, host, port, drainSeconds, trustedProxies });
    lifecycle.onEnd("the app", app.stop);
    await waitUntilReady({ host, port, patient: databaseUrl !== undefined, note, signal: lifecycle.signal });
  });
  announce({ host, port, simulate, data: [dataDir, databaseHome], elapsed: progress.elapsed() });
}

/** Before anything is made: all that is wrong at once where the app's packages are there, else what we see ourselves. */
async function requireSense({ problems }) {
  if (problems.length === 0) return;
  const { code, output } = await askApp();
  throw new Error(code === REFUSED ? output.trim() : listOf(problems));
}

/** The app checks its configuration itself, but minutes later. */
async function checkConfig() {
  const { code, output } = await askApp();
  if (code !== 0) throw new Error(output.trim());
}

/** The app's reader of the configuration, in a process of its own, which takes the compiler along. */
function askApp() {
  return tryTool(process.execPath, ["--import", "tsx", inRoot("scripts", "start", "check-config.mjs")]);
}

/** @throws Error that names what is wrong and the way out */
async function pickPort({ port, host }) {
  const free = await freePort(port, host);
  process.env.PORT = String(free);
  return free;
}

async function onGivenServer() {
  note("using the server that DATABASE_URL names");
}

/** @returns {Promise<string | undefined>} where the database is, when that is not below DATA_DIR */
async function runPostgres(lifecycle, dataDir) {
  const { findPostgresHome, recordPostgresHome } = await import("./postgres-home.mjs");
  const { startPostgres } = await import("./postgres.mjs");
  const { home, account } = await findPostgresHome(dataDir, note);
  const server = await startPostgres({ home, account, notice: note });
  lifecycle.onEnd("the database", server.stop, { essential: true });
  await recordPostgresHome(dataDir, home);
  process.env.DATABASE_URL = server.url;
  void server.exited.then(() =>
    failed(lifecycle, `the database stopped unexpectedly. Its log: ${server.logFile}`),
  );
  return home.startsWith(dataDir) ? undefined : home;
}

async function runSimulator(lifecycle, dataDir) {
  const { startSimulator } = await import("./simulator.mjs");
  if (process.env.RUNNINGHUB_BASE_URL)
    note("RUNNINGHUB_BASE_URL is ignored, because there is no RUNNINGHUB_API_KEY");
  const simulator = await startSimulator(dataDir);
  lifecycle.onEnd("the simulator", simulator.stop);
  // The form of a real key, and plainly none.
  process.env.RUNNINGHUB_API_KEY = "0".repeat(32);
  process.env.RUNNINGHUB_BASE_URL = simulator.url;
  process.env.HUBQUEUE_SIMULATOR = "true";
  note("no RUNNINGHUB_API_KEY: the bundled simulator stands in, nothing is sent or paid");
  void simulator.exited.then((how) => failed(lifecycle, `the simulator stopped unexpectedly (${how}).`));
}

async function onRunningHub() {
  note(`using ${process.env.RUNNINGHUB_BASE_URL || "https://www.runninghub.cn"}`);
}

function failed(lifecycle, what) {
  if (lifecycle.isEnding()) return;
  console.error(`\nHubQueue is stopping: ${what} Start it again with: npm start\n`);
  void lifecycle.end(1);
}

/** npm is the one to be stopped by; without it (killed) nobody could end us in an orderly way. */
function watchParent(lifecycle) {
  if (!startedByNpm()) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    console.error("\nnpm is gone, stopping.");
    void lifecycle.end(1);
  }, 1_000).unref();
}

function announce({ host, port, simulate, data, elapsed }) {
  const shown = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(host)
    ? "localhost"
    : host.includes(":")
      ? `[${host}]`
      : host;
  const lines = [
    `HubQueue is ready:  http://${shown}:${port}   (after ${elapsed})`,
    simulate
      ? "RunningHub:         simulator; set RUNNINGHUB_API_KEY to run real tasks"
      : `RunningHub:         ${process.env.RUNNINGHUB_BASE_URL || "https://www.runninghub.cn"}`,
    `Data:               ${data.filter(Boolean).join(" and ")}`,
    "Stop:               Ctrl-C",
  ];
  console.log(`\n${lines.join("\n")}\n`);
}
