import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.app.queue.pause(ADMIN);
});
afterAll(() => harness.stop());

test("asked for again under the same id, after a lost answer or at the same time, it is one task", async () => {
  const { app } = harness;
  const accountId = (await app.accounts.list())[0]?.id ?? "";
  const original = await aTask(app.db, accountId, { status: "SUCCESS", completedAt: new Date() });
  const as = randomUUID();
  const again = () => app.taskAgain.runAgain(ADMIN, original, { start: true, as });
  const answers = await Promise.all([again(), again(), again()]);
  expect(new Set([...answers, await again()].map(({ id }) => id))).toEqual(new Set([as]));
  expect(await app.db.task.count()).toBe(2);
  expect(await app.db.taskEvent.count({ where: { taskId: as, type: "start" } })).toBe(1);
});
