import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, anAttempt, aTask } from "../testing/factories";
import { Agenda } from "./agenda";
import { connect, type Database } from "./prisma";

let database: TestDatabase;
let db: Database;
let agenda: Agenda;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  agenda = new Agenda(db);
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
  accountId = await anAccount(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);
const kinds = async () => [...(await agenda.due()).now].sort();

test("with nothing to do, nothing is due and nothing will be", async () => {
  await aTask(db, accountId);
  expect(await agenda.due()).toEqual({ now: new Set(), nextSeconds: null });
});

test("a waiting task is due when its account has room, and then only", async () => {
  await aTask(db, accountId, { status: "PENDING" });
  expect(await kinds()).toEqual(["line", "waiting"]);
  await db.account.update({ where: { id: accountId }, data: { pausedAt: new Date() } });
  expect(await kinds()).toEqual(["waiting"]);
  await db.account.update({ where: { id: accountId }, data: { pausedAt: null, busyUntil: inSeconds(60) } });
  const { now, nextSeconds } = await agenda.due();
  expect([...now]).toEqual(["waiting"]);
  expect(nextSeconds).toBeGreaterThan(30);
});

test("a submit without an answer is looked at in every pass, and wakes the queue when it is overdue", async () => {
  await anAttempt(db, await aTask(db, accountId, { status: "PENDING" }), accountId, {
    state: "SENT",
    sentAt: new Date(),
  });
  const { now, nextSeconds } = await agenda.due();
  expect(now).toContain("submits");
  expect(nextSeconds).toBeGreaterThan(30);
});

test("looks and deadlines are due at their time", async () => {
  const task = await aTask(db, accountId, { status: "RUNNING", timeoutAt: inSeconds(60) });
  const attempt = await anAttempt(db, task, accountId, {
    state: "ACCEPTED",
    remoteId: "1",
    sentAt: new Date(),
    nextPollAt: inSeconds(60),
  });
  expect(await kinds()).toEqual([]);
  await db.attempt.update({ where: { id: attempt }, data: { nextPollAt: inSeconds(-1) } });
  expect(await kinds()).toEqual(["looks"]);
  await db.task.update({ where: { id: task }, data: { timeoutAt: inSeconds(-1) } });
  expect(await kinds()).toEqual(["deadlines", "looks"]);
});
