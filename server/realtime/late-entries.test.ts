/** What nobody saw in time is noticed when it comes; what never comes is forgotten. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { EventReader } from "../persistence/event-reader";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { aTask } from "../testing/factories";
import { until } from "../testing/harness";
import { writeAndHold } from "../testing/held-entries";
import { LateEntries } from "./late-entries";

let database: TestDatabase;
let db: Database;
let events: EventReader;
let taskId: string;
let late: LateEntries;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  events = new EventReader(db);
  taskId = await aTask(db, null);
});
beforeEach(() => {
  late = new LateEntries(events);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** Whether any had come when the last gap was looked at. */
async function afterAllGaps(from: bigint): Promise<boolean> {
  let come = false;
  await until("the gaps to be looked at", async () => {
    if (await late.haveCome(from)) come = true;
    return !late.areExpected;
  });
  return come;
}

test("a gap is watched while the transaction in it is under way, and its commit is noticed", async () => {
  const from = await events.newest();
  const held = await writeAndHold(db, [taskId, taskId, taskId]);
  await late.leftBehind(from, from + 3n, []);
  expect([await late.haveCome(from), late.areExpected]).toEqual([false, true]);
  await held.commit();
  expect(await afterAllGaps(from)).toBe(true);
});

test("a gap of what was rolled back is given up, and nobody has missed anything", async () => {
  const from = await events.newest();
  const held = await writeAndHold(db, [taskId, taskId]);
  await late.leftBehind(from, from + 2n, []);
  await held.rollBack();
  expect(await afterAllGaps(from)).toBe(false);
});

test("entries that were known are no gap, whatever lies between them", async () => {
  const append = async () =>
    (await db.taskEvent.create({ data: { taskId, type: "test", actor: "test" } })).id;
  const from = await append();
  const next = await append();
  const held = await writeAndHold(db, [taskId]);
  await held.rollBack();
  const last = await append();
  await late.leftBehind(from, next, [from, next, last]);
  expect(late.areExpected).toBe(false);
  await late.leftBehind(from, last, [from, next, last]);
  expect([late.areExpected, await afterAllGaps(from)]).toEqual([true, false]);
});
