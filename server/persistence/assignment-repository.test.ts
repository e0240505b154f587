import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, anAttempt, aTask } from "../testing/factories";
import { until } from "../testing/harness";
import { AssignmentRepository } from "./assignment-repository";
import { AttemptRepository } from "./attempt-repository";
import type { Lease } from "./lease-fence";
import { LeaseRepository } from "./lease-repository";
import { connect, type Database, type Executor } from "./prisma";

let database: TestDatabase;
let db: Database;
let leases: LeaseRepository;
let lease: Lease;
let here: string;
let there: string;
let taskId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  leases = new LeaseRepository({ databaseUrl: database.url, process: "me" });
  const taken = await leases.acquire(60);
  if (!taken) throw new Error("the lease is held");
  lease = taken;
  here = await anAccount(db, { slotLimit: 2 });
  there = await anAccount(db, { slotLimit: 2, site: "other.test" });
});
beforeEach(async () => {
  await db.task.deleteMany();
  taskId = await aTask(db, here, { status: "PENDING" });
});
afterAll(async () => {
  await leases.close();
  await db.$disconnect();
  await database.drop();
});

const bind = (to: string | null) => new AssignmentRepository(db).bind(taskId, to, "a person");
const claim = (account: string) => new AttemptRepository(db).claim(lease, account);
const task = () => db.task.findUniqueOrThrow({ where: { id: taskId } });

/** Lets `other` begin while `first` is not committed yet, and the commit follow once `other` waits for it. */
async function overtaking<T>(first: (tx: Executor) => Promise<unknown>, other: () => Promise<T>): Promise<T> {
  const { waiting } = await db.$transaction(async (tx) => {
    await first(tx);
    const begun = other();
    await until("the other to wait for the lock", async () => {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return rows.length > 0;
    });
    return { waiting: begun };
  });
  return waiting;
}

test("a claim that waits while its task is moved away leaves it to the other account", async () => {
  const moved = (tx: Executor) =>
    tx.task.update({ where: { id: taskId }, data: { accountId: there, site: "other.test" } });
  expect(await overtaking(moved, () => claim(here))).toBeNull();
  expect(await claim(there)).toMatchObject({ taskId, accountId: there });
});

test("a move that waits while its task is claimed is refused", async () => {
  const attemptId = await anAttempt(db, taskId, here, { releasedAt: new Date() });
  const claimed = async (tx: Executor) => {
    await tx.$queryRaw`SELECT 1 FROM task WHERE id = ${taskId}::uuid FOR UPDATE`;
    await tx.attempt.update({ where: { id: attemptId }, data: { releasedAt: null } });
    await tx.task.update({ where: { id: taskId }, data: { currentAttemptId: attemptId } });
  };
  expect(await overtaking(claimed, () => bind(there))).toBeNull();
  expect(await task()).toMatchObject({ accountId: here, site: "site.test" });
});

test("a task whose last run is still ending elsewhere can be moved, and keeps its place in line", async () => {
  await anAttempt(db, taskId, here);
  const { createdAt, queuedAt } = await task();
  expect(await bind(there)).toBe("PENDING");
  expect(await task()).toMatchObject({ accountId: there, site: "other.test", createdAt, queuedAt });
});

test("nothing is bound to an account that has been removed", async () => {
  const gone = await anAccount(db, { removedAt: new Date() });
  expect(await bind(gone)).toBeNull();
  expect((await task()).accountId).toBe(here);
});
