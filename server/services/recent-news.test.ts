import { afterAll, beforeAll, expect, test } from "vitest";
import { BROWSER_EVENTS, hear, type NewsMemory } from "@/lib/browser-news";
import { RecentNewsReader } from "../persistence/recent-news-reader";
import { StandstillReader } from "../persistence/standstill-reader";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE, until } from "../testing/harness";
import { RecentNewsService } from "./recent-news-service";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { statusCheckIntervalSeconds: 0.2 } });
});
afterAll(() => harness.stop());

const since = (after: string | null) => harness.app.recentNews.since(after);
/** Whether the queue moves is looked up for some seconds; this one has not looked yet. */
const unasked = () =>
  new RecentNewsService({
    reader: new RecentNewsReader(harness.app.db),
    standstill: new StandstillReader(harness.app.db),
  });
const now = async () => (await since(null)).cursor;

async function aBatch(prompts: readonly string[], start = true): Promise<string> {
  const { workflowId, nodeId, fieldName } = TEXT_TO_IMAGE;
  const { batchId } = await harness.app.taskIntake.createBulk(ADMIN, {
    name: "April",
    tasks: prompts.map((fieldValue) => ({
      workflowId,
      nodeInfoList: [{ nodeId, fieldName, fieldValue }],
      start,
    })),
  });
  return batchId;
}
const tasksOf = (batchId: string) =>
  harness.app.db.task.findMany({ where: { batchId }, orderBy: { batchRow: "asc" } });
const ended = async (after: string, batchId: string) =>
  (await since(after)).batches.find((batch) => batch.batchId === batchId);

test("a batch is told of when all of its tasks have ended, with its counts, and not before", async () => {
  const before = await now();
  const batchId = await aBatch(["a lighthouse", "a harbour"]);
  const one = await harness.createTask("a pier", { start: false });
  expect(await ended(before, batchId)).toBeUndefined();
  const found = await until("the end of the batch", () => ended(before, batchId));
  expect(found).toMatchObject({ name: "April", counts: { SUCCESS: 2, FAILED: 0, READY: 0 } });
  expect((await since(before)).failed).toEqual({ count: 0, tasks: [] });
  await harness.app.taskController.remove(ADMIN, one.id);
});

test("an end has one key in every answer, and another end of the batch has another", async () => {
  const before = await now();
  const batchId = await aBatch(["a reef"]);
  const first = await until("the end", () => ended(before, batchId));
  expect((await ended(await now(), batchId))?.key).toBe(first?.key);
  const [task] = await tasksOf(batchId);
  await harness.app.db.task.update({
    where: { id: task?.id ?? "" },
    data: { status: "FAILED", reasonCode: "RUN_FAILED", reasonMessage: "boom" },
  });
  await harness.app.taskController.start(ADMIN, task?.id ?? "");
  const again = await until("another end", async () => {
    const found = await ended(before, batchId);
    return found?.key !== first?.key && found;
  });
  expect(again).toMatchObject({ batchId, counts: { SUCCESS: 1 } });
});

test("a batch whose last open tasks are deleted has ended as well, one that is deleted whole has not", async () => {
  const before = await now();
  const batchId = await aBatch(["a dune", "a creek"], false);
  const [kept, other] = await tasksOf(batchId);
  await harness.app.taskController.start(ADMIN, kept?.id ?? "");
  await harness.reaches(kept?.id ?? "", "SUCCESS");
  expect(await ended(before, batchId)).toBeUndefined();
  await harness.app.taskController.remove(ADMIN, other?.id ?? "");
  expect(await ended(before, batchId)).toMatchObject({ counts: { SUCCESS: 1, READY: 0 } });
  await harness.app.taskController.remove(ADMIN, kept?.id ?? "");
  expect(await ended(before, batchId)).toBeUndefined();
});

test("a failed task is named with its reason, until it is started again", async () => {
  const before = await now();
  const { id } = await harness.createTask("a marsh", { start: false });
  await harness.app.db.$executeRaw`
    UPDATE task SET status = 'FAILED', reason_code = 'RUN_FAILED', reason_message = 'boom', completed_at = clock_timestamp()
    WHERE id = ${id}::uuid`;
  await harness.app.db.$executeRaw`
    INSERT INTO task_event (task_id, type, from_status, to_status, actor) VALUES (${id}::uuid, 'failed', 'RUNNING', 'FAILED', 'test')`;
  const { failed } = await since(before);
  expect(failed).toMatchObject({
    count: 1,
    tasks: [{ id, reason: { code: "RUN_FAILED", message: "boom" } }],
  });
  await harness.app.taskController.start(ADMIN, id);
  expect((await since(before)).failed).toEqual({ count: 0, tasks: [] });
  await harness.reaches(id, "SUCCESS");
});

test("a browser that goes on from each answer hears of everything once, whatever it has already been told", async () => {
  let memory: NewsMemory | null = null;
  const heard: string[] = [];
  const ask = async () => {
    const answer = hear(await since(memory?.cursor ?? null), memory, BROWSER_EVENTS, 0);
    memory = answer.memory;
    for (const letter of answer.letters) if (letter.event === "batchEnded") heard.push(letter.data.batchId);
  };
  await ask();
  const batchIds: string[] = [];
  for (const prompt of ["a bay", "a fjord", "a heath"]) {
    const batchId = await aBatch([prompt]);
    batchIds.push(batchId);
    await until("news of it", async () => {
      await ask();
      return heard.includes(batchId);
    });
  }
  await ask();
  expect(heard).toEqual(batchIds);
});

test("the queue stands still after as many minutes as people have set", async () => {
  await harness.app.queue.setSettings(ADMIN, { standstillMinutes: 7 });
  expect(await harness.app.queue.settings()).toMatchObject({ standstillMinutes: 7, breakerFailures: 10 });
  const [account] = await harness.app.accounts.list();
  await harness.app.accounts.pause(ADMIN, account?.id ?? "");
  const task = await harness.createTask("a moor");
  // The database's clock cannot be moved; what it is compared with can.
  const past = new Date(Date.now() - 8 * 60_000);
  await harness.app.db.attempt.updateMany({ data: { endedAt: past } });
  await harness.app.db.setting.updateMany({ data: { updatedAt: past } });
  await harness.app.db.task.update({ where: { id: task.id }, data: { queuedAt: past } });
  const { stuck } = await unasked().since(null);
  expect(stuck).toMatchObject({ minutes: 8, waiting: 1, slotsTaken: 0 });
  expect((await unasked().since(null)).stuck?.key).toBe(stuck?.key);
  await harness.app.queue.setSettings(ADMIN, { standstillMinutes: 9 });
  expect((await unasked().since(null)).stuck).toBeNull();
});
