/** A node process of ours that a test may kill, freeze and ask. */
import { type ChildProcess, spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export interface Child {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  isAlive(): boolean;
  signal(signal: NodeJS.Signals): void;
  send(message: string): void;
  /** Resolves with the next message of this type. Rejects when the process ends first, or after `timeoutMs`. */
  message(type: string, timeoutMs?: number): Promise<Readonly<Record<string, unknown>>>;
}

interface Program {
  /** Below the root of the checkout. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** Gets what the process prints, after what is there. */
  readonly logFile: string;
}

/** Starts it with an environment of its own: nothing of the caller's configuration leaks in. */
export async function startChild({ file, env, logFile }: Program): Promise<Child> {
  const log = await open(logFile, "a");
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: ROOT,
    stdio: ["ignore", log.fd, log.fd, "ipc"],
    env: { ...inherited(), ...env },
  });
  await log.close();
  return watch(child, logFile);
}

/** What node and tsx need. Next asks every environment to name a mode. */
function inherited() {
  const { PATH, HOME, TMPDIR, NODE_ENV } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV };
}

function watch(child: ChildProcess, logFile: string): Child {
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  // A frozen process does not notice that its parent has gone.
  const lastResort = () => child.kill("SIGKILL");
  process.once("exit", lastResort);
  void exited.then(() => process.off("exit", lastResort));
  return {
    pid: child.pid ?? -1,
    exited,
    isAlive: () => child.exitCode === null && child.signalCode === null && child.pid !== undefined,
    signal: (signal) => void child.kill(signal),
    // It may have ended in between; whoever waits for the answer is told by `message`.
    send: (message) => void child.send(message, () => undefined),
    message: (type, timeoutMs = 120_000) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          child.off("message", onMessage);
          settle();
        };
        const onMessage = (message: unknown) => {
          const told = message as Readonly<Record<string, unknown>>; // our own programs send objects
          if (told.type === type) end(() => resolve(told));
        };
        const failed = (why: string) => end(() => reject(new Error(`no "${type}": ${why}; see ${logFile}`)));
        const timer = setTimeout(() => failed(`none within ${timeoutMs} ms`), timeoutMs);
        child.on("message", onMessage);
        void exited.then(() => failed("the process ended"));
      }),
  };
}
