/** A seeded piece of `npm run chaos`: the real engine holds, and each broken one is caught. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database";
import { type Ground, openGround } from "./ground";
import { runOnce, withVariant } from "./run";
import { VARIANTS } from "./variants/all";

/** As many as fit into a test; the command plays thousands. */
const RUNS = 25;
/** Seeds that once showed a fault: of the engine, or of the judge. */
const ONCE_WRONG = [
  3_001_482, 3_001_562, 3_001_814, 3_008_354, 3_009_502, 4_000_691, 4_004_812, 4_006_268, 4_008_858,
  4_009_401, 5_000_620, 6_007_000, 7_003_897, 7_004_149, 11_001_448, 11_008_409,
];
/** A broken engine shows at its seed, or, when the engine has changed since, within so many others. */
const SEEDS_PER_VARIANT = 60;
const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g;

let database: TestDatabase;
let ground: Ground;

beforeAll(async () => {
  database = await createTestDatabase();
  ground = await openGround(database.url);
});

afterAll(async () => {
  await ground?.close();
  await database?.drop();
});

describe("the queue engine in virtual time", { timeout: 300_000 }, () => {
  it("never pays twice, never exceeds a limit, keeps the order and loses nothing, whatever fails", async () => {
    const seeds = [...Array.from({ length: RUNS }, (_, index) => index + 1), ...ONCE_WRONG];
    for (const seed of seeds) {
      const { violations } = await runOnce(ground, { seed });
      expect(violations, `npm run chaos -- --seed ${seed} --runs 1 --trace`).toEqual([]);
    }
  });

  it("plays a seed the same way each time", async () => {
    const play = async () => {
      const lines: string[] = [];
      const { statements } = await runOnce(ground, {
        seed: 3,
        trace: (line) => lines.push(line.replaceAll(IDS, "id")),
      });
      return { statements, lines };
    };
    expect(await play()).toEqual(await play());
  });

  it.each(VARIANTS)("catches $name: $wrong", async (variant) => {
    await withVariant(ground, variant, async () => {
      for (let n = 0; n <= SEEDS_PER_VARIANT; n += 1) {
        const seed = n === 0 ? variant.shownBy : n;
        const { violations } = await runOnce(ground, { seed, variant });
        if (violations.length > 0 && variant.change?.times() !== 0) return;
      }
      expect.unreachable("nobody noticed");
    });
  });
});
