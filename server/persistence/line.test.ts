import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, anAttempt, aTask } from "../testing/factories";
import { until } from "../testing/harness";
import { taskReader } from "../testing/readers";
import { AccountRepository } from "./account-repository";
import { AttemptRepository } from "./attempt-repository";
import type { Lease } from "./lease-fence";
import { LeaseRepository } from "./lease-repository";
import { connect, type Database } from "./prisma";
import { transition } from "./task-transition";

let database: TestDatabase;
let db: Database;
let attempts: AttemptRepository;
let session: LeaseRepository;
let lease: Lease;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  attempts = new AttemptRepository(db);
  session = new LeaseRepository({ databaseUrl: database.url, process: "test" });
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
  await db.workflowBreaker.deleteMany();
  const taken = await session.acquire(60);
  if (!taken) throw new Error("the lease is held");
  lease = taken;
});
afterAll(async () => {
  await session.close();
  await db.$disconnect();
  await database.drop();
});

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const pending = (accountId: string | null, createdOn: number, fields: { workflowId?: string } = {}) =>
  aTask(db, accountId, { status: "PENDING", createdAt: day(createdOn), ...fields });
const claim = async (accountId: string) => (await attempts.claim(lease, accountId))?.taskId ?? null;
const head = async () => (await db.queueHead.findFirstOrThrow()).createdAt;

describe("the line of an account", () => {
  test("holds what is bound to it and what any account of its site may run, oldest first", async () => {
    const [a, b] = [await anAccount(db, { slotLimit: 5 }), await anAccount(db, { slotLimit: 5 })];
    const elsewhere = await anAccount(db, { slotLimit: 5, site: "other.test" });
    const third = await pending(a, 3);
    const second = await pending(null, 2);
    const first = await pending(a, 1);
    const ofB = await pending(b, 4);
    expect([await claim(a), await claim(a), await claim(a), await claim(a)]).toEqual([
      first,
      second,
      third,
      null,
    ]);
    expect([await claim(b), await claim(b), await claim(elsewhere)]).toEqual([ofB, null, null]);
  });

  test("gives a task for any account to one account only, however many ask at once", async () => {
    const accounts = await Promise.all(Array.from({ length: 4 }, () => anAccount(db)));
    await pending(null, 1);
    const claims = await Promise.all(accounts.map((account) => claim(account)));
    expect(claims.filter((taskId) => taskId !== null)).toHaveLength(1);
  });

  test("passes over a workflow that is held, and takes it again when it is let go", async () => {
    const a = await anAccount(db, { slotLimit: 5 });
    const held = await pending(a, 1, { workflowId: "held" });
    const free = await pending(a, 2, { workflowId: "free" });
    await db.workflowBreaker.create({
      data: { kind: "workflow", workflowId: "held", workflowName: "held", failures: 5, openedAt: new Date() },
    });
    expect([await claim(a), await claim(a)]).toEqual([free, null]);
    expect(await new AccountRepository(db).claimable()).toEqual([]);
    await db.workflowBreaker.deleteMany();
    expect(await claim(a)).toBe(held);
  });

  test("a removed account claims nothing", async () => {
    const a = await anAccount(db, { removedAt: new Date() });
    await pending(null, 1);
    expect(await claim(a)).toBeNull();
  });

  test("places are those of the claims, the best of them for a task that several accounts may run", async () => {
    const [a, b] = [await anAccount(db), await anAccount(db)];
    const tasks = [await pending(a, 1), await pending(null, 2), await pending(b, 3), await pending(a, 4)];
    const views = await taskReader(db).views(tasks);
    expect(views.map((view) => view.queuePosition)).toEqual([1, 1, 2, 3]);
    const live = await anAttempt(db, tasks[0] ?? "", a);
    await db.task.update({ where: { id: tasks[0] ?? "" }, data: { currentAttemptId: live } });
    const [submitting] = await taskReader(db).views([tasks[0] ?? ""]);
    expect(submitting).toMatchObject({
      queuePosition: null,
      hold: "submitting",
      waiting: { code: "SUBMITTING" },
    });
  });
});

describe("the lower bound of the line", () => {
  /** Claims until the bound has been raised once. */
  async function raise(accountId: string, from: number): Promise<void> {
    const before = await head();
    for (let n = 0; n < 600 && (await head()).getTime() === before.getTime(); n += 1) {
      await pending(accountId, from);
      await claim(accountId);
    }
    expect((await head()).getTime()).toBeGreaterThan(before.getTime());
  }

  test("rises with the claims, and an older task that is started again is found all the same", async () => {
    const a = await anAccount(db, { slotLimit: 1000 });
    const old = await aTask(db, a, { status: "STOPPED", completedAt: new Date(), createdAt: day(1) });
    await pending(a, 6);
    await raise(a, 5);
    expect((await head()).getTime()).toBeGreaterThan(day(1).getTime());
    await transition(db, { taskId: old, event: "start", actor: "a person" });
    expect((await head()).getTime()).toBe(day(1).getTime());
    expect(await claim(a)).toBe(old);
  });

  test("cannot rise past a task whose start is not committed yet", async () => {
    const a = await anAccount(db, { slotLimit: 1000 });
    const old = await aTask(db, a, { status: "STOPPED", completedAt: new Date(), createdAt: day(2) });
    let started: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const didStart = new Promise<void>((resolve) => {
      started = resolve;
    });
    const mayFinish = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const starting = db.$transaction(async (tx) => {
      await transition(tx, { taskId: old, event: "start", actor: "a person" });
      started();
      await mayFinish;
    });
    await didStart;
    const raised = attempts.raiseHead();
    await until("the raise to wait for the start", async () => {
      const waiting = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return waiting.length > 0;
    });
    finish();
    await Promise.all([starting, raised]);
    expect((await head()).getTime()).toBeLessThanOrEqual(day(2).getTime());
    expect(await claim(a)).toBe(old);
  });
});
