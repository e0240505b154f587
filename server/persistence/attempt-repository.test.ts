import { LosslessNumber } from "lossless-json";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, anAttempt, aTask } from "../testing/factories";
import { AccountReadings } from "./account-readings";
import { AttemptRepository, type Claim } from "./attempt-repository";
import { type Lease, LeaseLost } from "./lease-fence";
import { LeaseRepository } from "./lease-repository";
import { connect, type Database } from "./prisma";
import { TaskRepository } from "./task-repository";

let database: TestDatabase;
let db: Database;
let attempts: AttemptRepository;
let tasks: TaskRepository;
let lease: Lease;
let accountId: string;
const sessions: LeaseRepository[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  attempts = new AttemptRepository(db);
  tasks = new TaskRepository(db);
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
  await runOut();
  accountId = await anAccount(db, { slotLimit: 2 });
  lease = await take("me");
});
afterAll(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  await db.$disconnect();
  await database.drop();
});

const SENDING = { request: {}, timeoutMinutes: 30, webhookAsked: false, seeds: [] } as const;
const runOut = () => db.schedulerLease.updateMany({ data: { expiresAt: new Date(0) } });

async function take(process: string): Promise<Lease> {
  const session = new LeaseRepository({
    databaseUrl: database.url,
    process: `${process} ${sessions.length}`,
  });
  sessions.push(session);
  const taken = await session.acquire(60);
  if (!taken) throw new Error("the lease is held");
  return taken;
}
const pending = (createdAt: string) =>
  aTask(db, accountId, { status: "PENDING", createdAt: new Date(createdAt) });
const claimed = async (): Promise<Claim> => {
  const claim = await attempts.claim(lease, accountId);
  if (!claim) throw new Error("nothing was claimed");
  return claim;
};
const task = (id: string) => db.task.findUniqueOrThrow({ where: { id } });

test("claims take the oldest task first, one per free slot", async () => {
  const second = await pending("2026-01-02T00:00:00Z");
  const first = await pending("2026-01-01T00:00:00Z");
  await pending("2026-01-03T00:00:00Z");
  expect([(await claimed()).taskId, (await claimed()).taskId]).toEqual([first, second]);
  expect(await attempts.claim(lease, accountId)).toBeNull();
});

test("many claims at once never hold more slots than the limit", async () => {
  for (let n = 0; n < 10; n += 1) await pending(`2026-01-01T00:00:0${n}Z`);
  const claims = await Promise.allSettled(Array.from({ length: 12 }, () => attempts.claim(lease, accountId)));
  const made = claims.flatMap((result) =>
    result.status === "fulfilled" && result.value ? [result.value.slotNo] : [],
  );
  expect(made.sort()).toEqual([1, 2]);
  expect(await db.attempt.count({ where: { releasedAt: null } })).toBe(2);
});

test("after the limit was lowered, runs in slots beyond it take room as well", async () => {
  await db.account.update({ where: { id: accountId }, data: { slotLimit: 3 } });
  for (let n = 0; n < 5; n += 1) await pending(`2026-01-01T00:00:0${n}Z`);
  const [first, second] = [await claimed(), await claimed()];
  expect((await claimed()).slotNo).toBe(3);
  await db.account.update({ where: { id: accountId }, data: { slotLimit: 2 } });
  for (const { attemptId } of [first, second]) await attempts.undo(attemptId, ["PREPARED"], null);
  expect(await claimed()).toMatchObject({ taskId: first.taskId, slotNo: 1 });
  expect(await attempts.claim(lease, accountId)).toBeNull();
});

test("a process that lost the lease can decide nothing", async () => {
  await pending("2026-01-01T00:00:00Z");
  await runOut();
  await take("another");
  await expect(attempts.claim(lease, accountId)).rejects.toThrow(LeaseLost);
  expect(await db.attempt.count()).toBe(0);
});

test("a deposed process may still record the remote id it was told", async () => {
  await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await attempts.markSent(lease, claim, SENDING);
  await runOut();
  await take("another");
  await attempts.accept(claim.attemptId, { remoteId: "42", reply: null, nextPollSeconds: 1 });
  expect(await task(claim.taskId)).toMatchObject({ status: "QUEUED", remoteId: "42" });
});

test("a stop between claim and send leaves nothing to send", async () => {
  await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await tasks.stop(claim.taskId, "a person");
  expect(await attempts.markSent(lease, claim, SENDING)).toBeNull();
});

test("a stop while the create call is under way cancels the run as soon as it is named", async () => {
  await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await attempts.markSent(lease, claim, SENDING);
  await tasks.stop(claim.taskId, "a person");
  await attempts.accept(claim.attemptId, { remoteId: "42", reply: null, nextPollSeconds: 5 });
  expect((await task(claim.taskId)).status).toBe("STOPPED");
  const attempt = await db.attempt.findUniqueOrThrow({ where: { id: claim.attemptId } });
  expect(attempt.cancelRequestAt).not.toBeNull();
  expect(attempt.releasedAt).toBeNull();
});

test("a refusal for lack of room gives the slot back, costs no run and says why, once", async () => {
  const id = await pending("2026-01-01T00:00:00Z");
  for (let n = 0; n < 3; n += 1) {
    const claim = await claimed();
    await attempts.markSent(lease, claim, SENDING);
    await attempts.undo(claim.attemptId, ["SENT"], { code: "CAPACITY", message: "full" });
  }
  expect(await task(id)).toMatchObject({
    status: "PENDING",
    attemptCount: 0,
    reasonCode: "CAPACITY",
    timeoutAt: null,
  });
  expect(await db.taskEvent.count({ where: { taskId: id, type: "waiting" } })).toBe(1);
  expect(await db.attempt.count()).toBe(0);
});

test("a task tells the account of its newest run, and forgets one that started nothing", async () => {
  const id = await pending("2026-01-01T00:00:00Z");
  const where = async () => (await task(id)).ranOnAccountId;
  const first = await claimed();
  expect(await where()).toBeNull();
  await attempts.markSent(lease, first, SENDING);
  expect(await where()).toBe(accountId);
  await attempts.undo(first.attemptId, ["SENT"], null);
  expect(await where()).toBeNull();
  const refused = { code: "UPLOAD_FAILED", message: "no such file" } as const;
  await attempts.reject((await claimed()).attemptId, null, refused, 0);
  expect(await where()).toBe(accountId);
});

test("an attempt that was sent is not undone without RunningHub's refusal", async () => {
  await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await attempts.markSent(lease, claim, SENDING);
  expect(await attempts.undo(claim.attemptId, ["PREPARED"], null)).toBe(false);
});

test("an unclear answer keeps the slot until it is given up, and then the task fails as unknown", async () => {
  await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await attempts.markSent(lease, claim, SENDING);
  await attempts.doubt(claim.attemptId, null, { code: "SUBMIT_UNSETTLED", message: "lost" });
  expect(await task(claim.taskId)).toMatchObject({ status: "PENDING", reasonCode: "SUBMIT_UNSETTLED" });
  expect((await db.attempt.findUniqueOrThrow({ where: { id: claim.attemptId } })).releasedAt).toBeNull();
  await attempts.giveUpUnknown(lease, claim.attemptId, { code: "SUBMIT_UNKNOWN", message: "no sign" }, 0);
  expect(await task(claim.taskId)).toMatchObject({ status: "FAILED", reasonCode: "SUBMIT_UNKNOWN" });
});

test("a sign of life that was written meanwhile keeps the slot of an unclear answer", async () => {
  await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await attempts.markSent(lease, claim, SENDING);
  await attempts.doubt(claim.attemptId, null, { code: "SUBMIT_UNSETTLED", message: "lost" });
  const count = (running: number) =>
    new AccountReadings(db).recordReading(
      accountId,
      { ...{ coins: null, money: null, currency: null, keyType: null, limit: null }, running },
      0,
    );
  const giveUp = () =>
    attempts.giveUpUnknown(lease, claim.attemptId, { code: "SUBMIT_UNKNOWN", message: "no sign" }, 60);
  const age = () => db.attempt.updateMany({ data: { answeredAt: new Date(0), aliveAt: new Date(0) } });
  await age();
  await count(1);
  expect(await giveUp()).toBe(false);
  expect(await db.attempt.count({ where: { releasedAt: null } })).toBe(1);
  await age();
  await count(0);
  expect(await giveUp()).toBe(true);
});

test("a waiting task whose last run still holds its slot is passed over, not started twice", async () => {
  const busy = await pending("2026-01-01T00:00:00Z");
  const next = await pending("2026-01-02T00:00:00Z");
  await anAttempt(db, busy, accountId, { state: "ACCEPTED", remoteId: "1", sentAt: new Date() });
  expect((await claimed()).taskId).toBe(next);
});

test("stops and answers that race for the same tasks never deadlock", async () => {
  const claims: Claim[] = [];
  for (let n = 0; n < 2; n += 1) {
    await pending(`2026-01-01T00:00:0${n}Z`);
    const claim = await claimed();
    await attempts.markSent(lease, claim, SENDING);
    claims.push(claim);
  }
  const results = await Promise.allSettled(
    claims.flatMap((claim) => [
      tasks.stop(claim.taskId, "a person"),
      attempts.accept(claim.attemptId, { remoteId: claim.attemptId, reply: null, nextPollSeconds: 1 }),
    ]),
  );
  expect(results.map((result) => result.status)).toEqual(results.map(() => "fulfilled"));
  for (const claim of claims) expect((await task(claim.taskId)).status).toBe("STOPPED");
});

test("news of an older run never moves a task that was started again", async () => {
  const id = await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await attempts.markSent(lease, claim, SENDING);
  await tasks.stop(id, "a person");
  await tasks.start(id, { name: "a person", quotaOf: null });
  await attempts.accept(claim.attemptId, { remoteId: "42", reply: null, nextPollSeconds: 1 });
  expect(await task(id)).toMatchObject({ status: "PENDING", remoteId: null });
  expect(
    (await db.attempt.findUniqueOrThrow({ where: { id: claim.attemptId } })).cancelRequestAt,
  ).not.toBeNull();
});

test("stopped and started again during preparation, the old attempt may not be sent", async () => {
  const id = await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await tasks.stop(id, "a person");
  await tasks.start(id, { name: "a person", quotaOf: null });
  expect(await attempts.markSent(lease, claim, SENDING)).toBeNull();
});

test("an answer that comes after its submit was given up keeps the run, in its slot where that is free", async () => {
  await pending("2026-01-01T00:00:00Z");
  const claim = await claimed();
  await attempts.markSent(lease, claim, SENDING);
  await attempts.doubt(claim.attemptId, null, { code: "SUBMIT_UNSETTLED", message: "lost" });
  await attempts.giveUpUnknown(lease, claim.attemptId, { code: "SUBMIT_UNKNOWN", message: "no sign" }, 0);
  await attempts.accept(claim.attemptId, { remoteId: "42", reply: null, nextPollSeconds: 1 });
  const attempt = await db.attempt.findUniqueOrThrow({ where: { id: claim.attemptId } });
  expect(attempt).toMatchObject({
    state: "ACCEPTED",
    releasedAt: null,
    endedAt: null,
    cancelRequestAt: null,
  });
});

test("the drawn seed is recorded with the submit, and forgotten with one that started nothing", async () => {
  const taskId = await pending("2026-01-01T00:00:00Z");
  const seed = { nodeId: "3", fieldName: "seed" };
  await db.nodeInput.create({ data: { taskId, position: 0, ...seed, valueType: "seed" } });
  await db.nodeInput.create({
    data: { taskId, position: 1, nodeId: "6", fieldName: "text", value: "7", valueType: "string" },
  });
  const value = async () => (await db.nodeInput.findFirstOrThrow({ where: { taskId, position: 0 } })).value;
  const send = async (digits: string) => {
    const claim = await claimed();
    const request = { nodeInfoList: [{ ...seed, fieldValue: new LosslessNumber(digits) }] };
    await attempts.markSent(lease, claim, { ...SENDING, request, seeds: [{ position: 0, digits }] });
    expect(await value()).toBe(digits);
    return claim.attemptId;
  };
  await attempts.undo(await send("11"), ["SENT"], null);
  expect(await value()).toBeNull();
  await attempts.reject(await send("4294967295"), null, { code: "SUBMIT_REFUSED", message: "no" }, 0);
  expect(await value()).toBe("4294967295");
  await tasks.start(taskId, { name: "me", quotaOf: null });
  await attempts.undo(await send("33"), ["SENT"], null);
  expect(await value()).toBe("4294967295");
  expect(await db.nodeInput.findFirst({ where: { taskId, position: 1 } })).toMatchObject({ value: "7" });
});
