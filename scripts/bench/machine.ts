/** What the figures were measured on. */
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly os: string;
  readonly node: string;
  readonly postgres: string;
  /** Runnable processes over the last minute: above the number of cores, other work disturbed the figures. */
  readonly loadBefore: number;
  readonly loadAfter: number;
}

/** Call before the measurements. @returns what completes the description after them */
export function describeMachine(): (postgres: string) => Machine {
  const loadBefore = loadavg()[0] ?? 0;
  return (postgres) => ({
    cpu: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: availableParallelism(),
    memoryGb: totalmem() / 1e9,
    os: `${type()} ${release().split("-")[0]} ${arch()}`,
    node: process.versions.node,
    postgres,
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
  });
}
