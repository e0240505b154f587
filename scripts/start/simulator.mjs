import { spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inRoot, root } from "./paths.mjs";
import { choosePort } from "./port.mjs";

const READY_MS = 30_000;

/**
 * Starts the stand-in for RunningHub on a port it keeps from start to start, with its state in `DATA_DIR/simulator`.
 * @param {string} dataDir absolute
 * @returns {Promise<{url: string, exited: Promise<string>, stop(): Promise<void>}>}
 */
export async function startSimulator(dataDir) {
  const state = join(dataDir, "simulator");
  await mkdir(state, { recursive: true });
  const port = await choosePort(join(dataDir, "simulator.port"));
  const logFile = join(dataDir, "simulator.log");
  const log = await open(logFile, "w", 0o600);
  // Detached for the same reason as the database; it ends by itself when the IPC channel breaks.
  const child = spawn(
    process.execPath,
    ["--import", "tsx", inRoot("server", "runninghub", "simulator", "main.ts")],
    {
      cwd: root,
      detached: true,
      stdio: ["ignore", log.fd, log.fd, "ipc"],
      env: { ...process.env, SIMULATOR_PORT: String(port), SIMULATOR_STATE_DIR: state },
    },
  );
  await log.close();
  const exited = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once("error", (error) => resolve(error.message));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await exited;
    clearTimeout(timer);
  };

  let timer;
  const ready = await Promise.race([
    new Promise((resolve) => child.on("message", (message) => message?.type === "ready" && resolve(message))),
    exited.then((how) => ({ failure: how })),
    new Promise((resolve) => {
      timer = setTimeout(resolve, READY_MS, { failure: `not ready after ${READY_MS / 1000} s` });
    }),
  ]);
  clearTimeout(timer);
  if (ready.url) return { url: ready.url, exited, stop };
  await stop();
  const tail = (await readFile(logFile, "utf8")).trim().split("\n").slice(-12).join("\n");
  throw new Error(`the simulator did not start (${ready.failure}):\n${tail}`);
}
