/** Each row of the fault table that is proved in virtual time; the expectations are the table's, see ./table. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Ground, openGround } from "../chaos/ground";
import { createTestDatabase, type TestDatabase } from "../database";
import { type Row, titleOf } from "./row";
import { sceneOf } from "./scenes";
import { Stage } from "./stage";
import { rowsOn } from "./table";

let database: TestDatabase;
let ground: Ground;
let stage: Stage | null = null;
beforeAll(async () => {
  database = await createTestDatabase();
  ground = await openGround(database.url);
});
afterEach(async () => {
  await stage?.strike();
  stage = null;
});
afterAll(async () => {
  await ground.close();
  await database.drop();
});

for (const row of rowsOn("world")) test(titleOf(row), () => prove(row), 120_000);

async function prove(row: Row): Promise<void> {
  const scene = sceneOf(row);
  const standby = row.fault === "process frozen for twice the lease";
  stage = await Stage.set(ground, { ...scene.options, standby });
  const { director, world } = stage;
  await scene.play(stage, row);
  await stage.reaches("the fault", () => director.hits > 0);
  if (row.meanwhile !== null) {
    await stage.comesTo(row.meanwhile);
    if (scene.lasting && director.isOnWire) {
      await stage.lasts();
      expect(await stage.outcome()).toEqual(row.meanwhile);
      expect(director.hits).toBeGreaterThan(2);
    }
  }
  await scene.afterwards?.(stage);
  director.heal();
  await stage.rests();

  expect(await stage.outcome()).toEqual(row.end);
  const { runs } = world.upstream.ledger;
  expect(runs.filter(({ tag }) => tag === "T1")).toHaveLength(row.runs);
  // Never on the strength of an old write: others may have judged the attempt since.
  expect((await stage.sendDelay()) ?? 0).toBeLessThan(2_000);
  // The slot was let go, and not before the run was over: the next in line ran, once, and never beside it.
  for (const run of runs) expect(world.upstream.ledger.alive(run.account, run.acceptedAt)).toEqual([run]);
  if (scene.options?.alone) return;
  expect(await stage.outcome("T2")).toMatchObject({ status: "SUCCESS", result: "STORED" });
  expect(runs.filter(({ tag }) => tag === "T2")).toHaveLength(1);
}
