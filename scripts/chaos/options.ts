/** What the command line asks for. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { VARIANTS } from "../../server/testing/chaos/variants/all";

export interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly workers: number;
  readonly trace: boolean;
  readonly json: boolean;
  /** Names of the broken engines to catch; empty = the real one runs. */
  readonly variants: readonly string[];
}

export const USAGE = `npm run chaos -- [--runs 10000] [--seed 1] [--workers 2] [--trace] [--json] [--variant <name>|all]

  --runs     how many scenarios, one per seed; with --variant, after how many at most it must be caught
  --seed     the first seed
  --trace    print what happens, with virtual times (one worker)
  --variant  run a broken engine: ${VARIANTS.map((variant) => variant.name).join(", ")}`;

/** @throws Error that names the bad option */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: "string" },
      seed: { type: "string", default: "1" },
      workers: { type: "string" },
      trace: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      variant: { type: "string" },
    },
  });
  const known = VARIANTS.map((variant) => variant.name);
  const variants = values.variant === undefined ? [] : values.variant === "all" ? known : [values.variant];
  for (const name of variants) if (!known.includes(name)) throw new Error(`there is no variant ${name}`);
  const runs = count("runs", values.runs ?? (variants.length > 0 ? "200" : "1000"));
  const wanted = count("workers", values.workers ?? String(Math.min(4, availableParallelism())));
  return {
    runs,
    seed: count("seed", values.seed),
    workers: values.trace ? 1 : Math.min(wanted, runs),
    trace: values.trace,
    json: values.json,
    variants,
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
  return value;
}
