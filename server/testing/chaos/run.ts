/** One run: a seed in, a verdict out. */
import type pg from "pg";
import type { Ground } from "./ground";
import { gather, type Violation } from "./judge/evidence";
import { judge } from "./judge/judge";
import { drawScenario } from "./scenario";
import { Storm } from "./storm";
import type { OtherFunction, Variant } from "./variants/variant";
import { World } from "./world";

export interface RunReport {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** How often each kind of fault happened. */
  readonly faults: ReadonlyMap<string, number>;
  /** Names of the crash points at which something was done. */
  readonly crashPoints: ReadonlySet<string>;
  readonly statements: number;
  readonly virtualSeconds: number;
  readonly creates: number;
}

export interface RunOptions {
  readonly seed: number;
  readonly variant?: Variant | null;
  readonly trace?: ((line: string) => void) | null;
}

export async function runOnce(
  ground: Ground,
  { seed, variant = null, trace = null }: RunOptions,
): Promise<RunReport> {
  const scenario = drawScenario(seed, variant?.themes);
  const faults = new Map<string, number>();
  const crashPoints = new Set<string>();
  const count = (kind: string) => void faults.set(kind, (faults.get(kind) ?? 0) + 1);
  const storm = new Storm(scenario, (kind, point) => {
    count(kind);
    crashPoints.add(point);
  });
  const world = await World.create(ground, {
    seed,
    accounts: scenario.accounts,
    habits: scenario.habits,
    settings: { ...scenario.settings, ...variant?.settings },
    consider: storm.consider,
    churn: scenario.churn,
    rewrite: variant?.change?.rewrite ?? null,
    trace,
    fault: count,
  });
  await storm.play(world);
  const evidence = await gather(ground.database.client, {
    scenario,
    history: storm.history,
    ledger: world.upstream.ledger,
    endedAt: world.now(),
  });
  return {
    seed,
    violations: judge(evidence),
    faults,
    crashPoints,
    statements: world.turnstile.statements,
    virtualSeconds: world.now() / 1000,
    creates: world.upstream.ledger.creates.length,
  };
}

/** Runs the engine broken as the variant says, and then mends it. @throws Error when there is nothing to break. */
export async function withVariant<T>(ground: Ground, variant: Variant, runs: () => Promise<T>): Promise<T> {
  const { client } = ground.database;
  const mend = await breakFunctions(client, variant.functions ?? []);
  if (variant.sql) await client.query(variant.sql.break);
  const undo = variant.change?.install?.();
  try {
    return await runs();
  } finally {
    undo?.();
    await ground.database.reset();
    if (variant.sql) await client.query(variant.sql.mend);
    await mend();
  }
}

async function breakFunctions(
  client: pg.Client,
  others: readonly OtherFunction[],
): Promise<() => Promise<void>> {
  const right: string[] = [];
  for (const other of others) {
    const { rows } = await client.query<{ text: string }>("SELECT pg_get_functiondef($1::regproc) AS text", [
      other.name,
    ]);
    const text = rows[0]?.text ?? "";
    if (!text.includes(other.right)) throw new Error(`${other.name} does not say: ${other.right}`);
    right.push(text);
    await client.query(text.replaceAll(other.right, other.wrong));
  }
  return async () => {
    for (const text of right) await client.query(text);
  };
}
