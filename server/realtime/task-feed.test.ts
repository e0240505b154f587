import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../log";
import { EventReader } from "../persistence/event-reader";
import { connect, type Database } from "../persistence/prisma";
import { note } from "../persistence/task-transition";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, aTask } from "../testing/factories";
import { writeAndHold } from "../testing/held-entries";
import { taskReader } from "../testing/readers";
import { type FeedMessage, TaskFeed } from "./task-feed";

let database: TestDatabase;
let db: Database;
let feed: TaskFeed;
let accountId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  accountId = await anAccount(db);
  feed = new TaskFeed({
    databaseUrl: database.url,
    events: new EventReader(db),
    tasks: taskReader(db),
    log: createLogger("silent"),
  });
  await feed.start();
});
afterAll(async () => {
  await feed.stop();
  await db.$disconnect();
  await database.drop();
});

const changed = (taskId: string) => note(db, { taskId, type: "test", actor: "test" });
const changedOften = (taskId: string, times: number) =>
  db.taskEvent.createMany({
    data: Array.from({ length: times }, () => ({ taskId, type: "test", actor: "test" })),
  });

/** Reads until such a message has come. */
async function messageThat(
  messages: AsyncGenerator<FeedMessage, void>,
  isWanted: (message: FeedMessage) => boolean,
): Promise<FeedMessage> {
  for (;;) {
    // Not for-await: leaving such a loop would end the subscription.
    const { value, done } = await messages.next();
    if (done) throw new Error("the feed ended");
    if (isWanted(value)) return value;
  }
}

/** Reads until the wanted task has come; returns the message that brought it. */
const messageWith = (messages: AsyncGenerator<FeedMessage, void>, taskId: string) =>
  messageThat(
    messages,
    ({ changes }) => changes.tasks.some(({ id }) => id === taskId) || changes.deletedIds.includes(taskId),
  );

test("a change reaches a subscriber that was there before it", async () => {
  const abort = new AbortController();
  const messages = feed.subscribe(null, abort.signal);
  await messages.next();
  const task = await aTask(db, accountId);
  await changed(task);
  expect((await messageWith(messages, task)).changes.counts.READY).toBeGreaterThan(0);
  abort.abort();
});

test("a subscriber that comes back gets what it missed, and nothing from long before", async () => {
  const abort = new AbortController();
  const before = await aTask(db, accountId);
  await changed(before);
  await db.$executeRaw`UPDATE task_event SET at = at - interval '2 minutes'`;
  const resumeFrom = String(await new EventReader(db).newest());
  const missed = await aTask(db, accountId);
  await changed(missed);
  const { value } = await feed.subscribe(resumeFrom, abort.signal).next();
  expect(value?.changes.tasks.map((task) => task.id)).toEqual([missed]);
  abort.abort();
});

test("a deleted task is told as deleted", async () => {
  const abort = new AbortController();
  const task = await aTask(db, accountId);
  const resumeFrom = String(await new EventReader(db).newest());
  await db.task.update({ where: { id: task }, data: { deletedAt: new Date() } });
  await changed(task);
  expect((await messageWith(feed.subscribe(resumeFrom, abort.signal), task)).changes.deletedIds).toEqual([
    task,
  ]);
  abort.abort();
});

test("an entry that commits late, behind a newer one, is still told", async () => {
  const abort = new AbortController();
  const messages = feed.subscribe(null, abort.signal);
  await messages.next();
  const [late, early] = [await aTask(db, accountId), await aTask(db, accountId)];
  const slow = await writeAndHold(db, [late]);
  await changed(early);
  await messageWith(messages, early);
  await slow.commit();
  expect((await messageWith(messages, late)).changes.tasks.map((task) => task.id)).toEqual([late]);
  abort.abort();
});

test.each([
  ["just behind the window that is read again", 1],
  ["far behind it", 300],
])("of entries that commit late, %s, everybody is told to read anew", async (_where, entriesBefore) => {
  const abort = new AbortController();
  const messages = feed.subscribe(null, abort.signal);
  await messages.next();
  const [late, early, next] = [
    await aTask(db, accountId),
    await aTask(db, accountId),
    await aTask(db, accountId),
  ];
  const slow = await writeAndHold(db, Array<string>(300).fill(late));
  await changedOften(early, entriesBefore);
  const before = await messageWith(messages, early);
  expect(before.changes.reset).toBe(false);
  await slow.commit();
  await messageThat(messages, ({ changes }) => changes.reset);

  const resumed = async (id: string) => (await feed.subscribe(id, abort.signal).next()).value?.changes.reset;
  expect(await resumed(before.id)).toBe(true);
  await changed(next);
  const { id, changes } = await messageWith(messages, next);
  expect([changes.reset, await resumed(id)]).toEqual([false, false]);
  abort.abort();
});

// Last, because so many entries at once make the feed tell everybody to read anew.
test("who missed too much is told to read the list again", async () => {
  const abort = new AbortController();
  const resumeFrom = String(await new EventReader(db).newest());
  const tasks = await Promise.all(Array.from({ length: 210 }, () => aTask(db, accountId)));
  await db.taskEvent.createMany({ data: tasks.map((taskId) => ({ taskId, type: "test", actor: "test" })) });
  const { value } = await feed.subscribe(resumeFrom, abort.signal).next();
  expect(value?.changes).toMatchObject({ reset: true, tasks: [] });
  abort.abort();
});
