// What a killed start leaves behind: a server that still runs, workers without a server, a pid file that names
// somebody else by now.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";

const STEPS = [
  ["SIGINT", 15_000],
  ["SIGQUIT", 10_000],
  ["SIGKILL", 5_000],
];

/** Stops every PostgreSQL process of that cluster and removes a pid file that would block the next start. */
export async function stopLeftovers(cluster, notice) {
  const pidFile = join(cluster, "postmaster.pid");
  const recordedPid = Number((await readFile(pidFile, "utf8").catch(() => "")).split("\n")[0]);
  const find = async () => processesOf(await realpath(cluster), recordedPid);
  let pids = await find();
  if (pids.length > 0) notice("stopping the database that an interrupted start left running");
  for (const [signal, waitMs] of STEPS) {
    if (pids.length === 0) break;
    // The server ends its workers itself; only when there is none do they get the signal.
    for (const pid of pids.includes(recordedPid) && signal !== "SIGKILL" ? [recordedPid] : pids)
      send(pid, signal);
    const deadline = Date.now() + waitMs;
    while (pids.length > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      pids = await find();
    }
  }
  if (pids.length > 0)
    throw new Error(
      `the database in ${cluster} is still running and cannot be stopped (pid ${pids.join(", ")})`,
    );
  // PostgreSQL discards the file itself when that pid is gone, but not when another program has the number now.
  if (recordedPid > 0 && existsSync(pidFile) && isAlive(recordedPid)) await rm(pidFile);
}

/** PostgreSQL processes work in their data directory, which no renamed or reused pid can fake by accident. */
async function processesOf(cluster, recordedPid) {
  if (process.platform !== "linux") return runsPostgresOn(recordedPid, cluster) ? [recordedPid] : [];
  const found = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const directory = await readlink(`/proc/${name}/cwd`).catch(() => "");
    if (directory !== cluster) continue;
    const program = await readFile(`/proc/${name}/comm`, "utf8").catch(() => "");
    if (program.trim() === "postgres") found.push(Number(name));
  }
  return found;
}

function runsPostgresOn(pid, cluster) {
  if (!(pid > 0)) return false;
  try {
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(cluster);
  } catch {
    return false;
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
