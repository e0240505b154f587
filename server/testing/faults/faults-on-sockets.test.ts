/** Each row of the fault table that is proved in real time, over real sockets; the expectations are the table's, see ./table. */
import { afterEach, expect, test } from "vitest";
import { type Row, titleOf } from "./row";
import { socketSceneOf } from "./socket-scenes";
import { SocketStage } from "./socket-stage";
import { rowsOn } from "./table";

let stage: SocketStage | null = null;
afterEach(async () => {
  await stage?.strike();
  stage = null;
});

for (const row of rowsOn("sockets")) test(titleOf(row), () => prove(row), 120_000);

async function prove(row: Row): Promise<void> {
  stage = await SocketStage.set();
  const scene = socketSceneOf(row);
  await scene.play(stage);
  if (row.meanwhile !== null) await stage.comesTo(row.meanwhile);
  await scene.goOn?.(stage);
  await stage.rests();
  expect(await stage.outcome()).toEqual(row.end);
  expect(stage.runs).toBe(row.runs);
}
