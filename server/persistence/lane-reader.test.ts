import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, anAttempt, aTask } from "../testing/factories";
import { AccountRepository } from "./account-repository";
import { LaneReader } from "./lane-reader";
import { connect, type Database } from "./prisma";
import { SettingRepository } from "./setting-repository";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const readLane = () => new LaneReader(db, new AccountRepository(db), new SettingRepository(db), false).read();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** A finished run of the workflow that took so many minutes. */
async function pastRun(accountId: string, workflowId: string, minutes: number): Promise<void> {
  const task = await aTask(db, accountId, { workflowId, status: "SUCCESS", completedAt: minutesAgo(60) });
  await anAttempt(db, task, accountId, {
    state: "ACCEPTED",
    remoteId: task,
    sentAt: minutesAgo(90),
    remoteState: "SUCCESS",
    runningAt: minutesAgo(60 + minutes),
    endedAt: minutesAgo(60),
    releasedAt: minutesAgo(60),
  });
}

test("a slot is likely to be free when runs of its own workflow usually end", async () => {
  const account = await anAccount(db);
  await pastRun(account, "quick", 2);
  await pastRun(account, "slow", 20);
  const startedAt = minutesAgo(1);
  const running = await aTask(db, account, { workflowId: "slow", status: "RUNNING" });
  await anAttempt(db, running, account, {
    state: "ACCEPTED",
    remoteId: "1",
    sentAt: startedAt,
    runningAt: startedAt,
  });
  const lane = await readLane();
  expect(lane.accounts[0]?.slots[0]).toMatchObject({
    state: "running",
    expectedEndAt: new Date(startedAt.getTime() + 20 * 60_000).toISOString(),
  });
});

test("when the line will be empty is told by recent runs, and not while a workflow is held", async () => {
  const account = await anAccount(db);
  const done = { status: "SUCCESS", startedAt: minutesAgo(5), completedAt: minutesAgo(2) } as const;
  await aTask(db, account, done);
  await aTask(db, account, { status: "PENDING" });
  await aTask(db, account, { status: "PENDING" });
  expect(await readLane()).toMatchObject({ waiting: 2, secondsToEmpty: 2 * 180 });
  const breaker = { kind: "workflow", workflowId: "bad", workflowName: "Bad", failures: 10 };
  await db.workflowBreaker.create({ data: { ...breaker, openedAt: new Date() } });
  expect(await readLane()).toMatchObject({ waiting: 2, typicalSeconds: 180, secondsToEmpty: null });
});
