/** Runs a module of the bench in a Node process of its own and takes what it reports. */
import { type ChildProcess, fork } from "node:child_process";

/** Who measures asks as fast as they can. */
const NO_LIMITS = { RATE_LIMIT_READS: "0", RATE_LIMIT_WRITES: "0", RATE_LIMIT_STRANGERS: "0" };

export function start(
  module: URL,
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): ChildProcess {
  return fork(module, {
    execArgv: [...nodeOptions, "--import", "tsx"],
    env: { ...process.env, ...NO_LIMITS, ...env },
    serialization: "json",
  });
}

/** The next message. @throws Error when the process ends before it */
export function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`a part of the bench ended early (code ${code})`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      // The bench's own modules speak to one another; both sides name the type.
      resolve(message as T);
    });
  });
}
