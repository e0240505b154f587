import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ATTEMPT_STATES } from "@/lib/attempt-state";
import { TASK_STATUSES } from "@/lib/task-status";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, anAttempt, aTask } from "../testing/factories";
import { connect, type Database } from "./prisma";
import { WatchRepository } from "./watch-repository";

let database: TestDatabase;
let db: Database;
let accountId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
  accountId = await anAccount(db, { slotLimit: 3 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const checkOf = async (name: string): Promise<string> => {
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = ${name}`;
  return rows[0]?.text ?? "";
};
const wordsIn = (text: string): string[] => [...text.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1] ?? "");

test("the database knows exactly the statuses of lib/task-status", async () => {
  expect(wordsIn(await checkOf("task_status_known"))).toEqual([...TASK_STATUSES]);
});

test("the database knows exactly the states of lib/attempt-state", async () => {
  expect(wordsIn(await checkOf("attempt_state_known"))).toEqual([...ATTEMPT_STATES]);
});

describe("the database refuses", () => {
  test("a finalized task without a completion time", async () => {
    const task = await aTask(db, accountId);
    await expect(db.task.update({ where: { id: task }, data: { status: "SUCCESS" } })).rejects.toThrow(
      "task_finalized_has_end",
    );
  });

  test("a completion time on a task that is not finalized", async () => {
    const task = await aTask(db, accountId);
    await expect(db.task.update({ where: { id: task }, data: { completedAt: new Date() } })).rejects.toThrow(
      "task_finalized_has_end",
    );
  });

  test("two unreleased attempts in one slot", async () => {
    await anAttempt(db, await aTask(db, accountId), accountId, { slotNo: 1 });
    await expect(anAttempt(db, await aTask(db, accountId), accountId, { slotNo: 1 })).rejects.toThrow(
      /unique/i,
    );
  });

  test("two live attempts of one task", async () => {
    const task = await aTask(db, accountId);
    await anAttempt(db, task, accountId, { slotNo: 1, number: 1 });
    await expect(anAttempt(db, task, accountId, { slotNo: 2, number: 2 })).rejects.toThrow(/unique/i);
  });

  test("an accepted attempt without a remote id", async () => {
    const task = await aTask(db, accountId);
    await expect(
      anAttempt(db, task, accountId, { slotNo: 1, state: "ACCEPTED", sentAt: new Date() }),
    ).rejects.toThrow("attempt_accepted_has_remote_id");
  });
});

test("an attempt that was sent and holds a slot is looked at again, whatever is written", async () => {
  const sent = { sentAt: new Date(), remoteId: "19001", state: "ACCEPTED", slotNo: 1 };
  const id = await anAttempt(db, await aTask(db, accountId), accountId, { ...sent, nextPollAt: new Date() });
  await expect(new WatchRepository(db).postpone(id, Number.NaN)).rejects.toThrow("attempt_watched");
});

test("a released slot can be taken again", async () => {
  await anAttempt(db, await aTask(db, accountId), accountId, { slotNo: 1, releasedAt: new Date() });
  await anAttempt(db, await aTask(db, accountId), accountId, { slotNo: 1 });
  expect(await db.attempt.count({ where: { slotNo: 1 } })).toBe(2);
});

test("the counters equal a recount after inserts, moves, soft deletes and deletes", async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => aTask(db, accountId)));
  await db.task.updateMany({ where: { id: { in: ids.slice(0, 8) } }, data: { status: "PENDING" } });
  await Promise.all([
    db.task.updateMany({ where: { id: { in: ids.slice(0, 4) } }, data: { status: "RUNNING" } }),
    db.task.updateMany({ where: { id: { in: ids.slice(4, 6) } }, data: { status: "READY" } }),
    db.task.updateMany({ where: { id: { in: ids.slice(6, 8) } }, data: { deletedAt: new Date() } }),
  ]);
  await db.task.delete({ where: { id: ids[11] } });
  const counted = await db.taskCount.findMany({ where: { count: { gt: 0 } }, orderBy: { status: "asc" } });
  expect(counted.map((row) => [row.status, Number(row.count)])).toEqual([
    ["READY", 5],
    ["RUNNING", 4],
  ]);
});
