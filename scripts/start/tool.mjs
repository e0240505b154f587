import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inRoot, root } from "./paths.mjs";
import { identify, isSame } from "./process-identity.mjs";

const HEAD_LINES = 8;
const TAIL_LINES = 25;
const RUNNING_FILE = inRoot(".data", "tool.json");

/** A tool ended badly; the message carries the end of its output and what to do. */
export class ToolError extends Error {}

/**
 * Runs a tool quietly in the checkout and returns its output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {Record<string, string | undefined>} [options.env] added to ours
 * @param {string} [options.cwd]
 * @param {string} [options.advice] what a person can do when it fails
 * @param {AbortSignal} [options.signal] ends the tool and everything it started
 * @throws ToolError
 */
export async function runTool(command, args, { env = {}, cwd = root, advice = "", signal } = {}) {
  const { code, output } = await run(command, args, { env, cwd, signal, onSpawn: remember });
  rmSync(RUNNING_FILE, { force: true });
  if (code === 0) return output;
  throw new ToolError(
    `${[command, ...args].join(" ")} failed (${code}):\n${excerpt(output)}\n${advice}`.trim(),
  );
}

/** As runTool, but a failure is an answer. @returns {Promise<{code: number | string, output: string}>} */
export const tryTool = (command, args, { env = {}, cwd = root, signal } = {}) =>
  run(command, args, { env, cwd, signal });

async function run(command, args, { env, cwd, signal, onSpawn }) {
  signal?.throwIfAborted();
  // Its own process group, so that stopping it reaches the workers it started as well.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const stop = () => killGroup(child.pid);
  signal?.addEventListener("abort", stop, { once: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  onSpawn?.(child.pid);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, killedBy) => resolve(code ?? killedBy));
  });
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  return { code, output };
}

function remember(pid) {
  mkdirSync(dirname(RUNNING_FILE), { recursive: true });
  if (pid) writeFileSync(RUNNING_FILE, JSON.stringify(identify(pid)));
}

/** A killed start leaves its `npm ci` or `next build` behind, which would work against the next one. */
export async function stopLeftoverTool() {
  let leftover;
  try {
    leftover = JSON.parse(readFileSync(RUNNING_FILE, "utf8"));
  } catch {
    return;
  }
  if (isSame(leftover)) killGroup(leftover.pid);
  while (isSame(leftover)) await new Promise((resolve) => setTimeout(resolve, 50));
  rmSync(RUNNING_FILE, { force: true });
}

/** The beginning names the error, the end has the details. */
function excerpt(output) {
  const lines = output.trim().split("\n");
  if (lines.length <= HEAD_LINES + TAIL_LINES) return lines.join("\n");
  return [...lines.slice(0, HEAD_LINES), "…", ...lines.slice(-TAIL_LINES)].join("\n");
}

function killGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // It ended in between.
  }
}
