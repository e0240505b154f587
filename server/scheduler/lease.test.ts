import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { LeaseRepository } from "../persistence/lease-repository";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { until } from "../testing/harness";
import { LeaseKeeper } from "./lease";

let database: TestDatabase;
let db: Database;
let sessions: LeaseRepository[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
});
const runOut = () => db.schedulerLease.updateMany({ data: { expiresAt: new Date(0) } });
beforeEach(runOut);
afterEach(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  sessions = [];
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function session(process: string, onFree?: () => void): LeaseRepository {
  const made = new LeaseRepository({ databaseUrl: database.url, process, ...(onFree ? { onFree } : {}) });
  sessions.push(made);
  return made;
}
const keeper = (process: string, clock: () => number = () => 0) => new LeaseKeeper(session(process), clock);

test("of many that ask at once one gets the lease", async () => {
  const keepers = Array.from({ length: 5 }, (_, n) => keeper(`process ${n}`));
  await Promise.all(keepers.map((each) => each.renew()));
  expect(keepers.filter((each) => each.current() !== null)).toHaveLength(1);
});

test("a renewal keeps the epoch; a change of holder makes a new one", async () => {
  let now = 0;
  const [a, b] = [keeper("a", () => now), keeper("b")];
  await a.renew();
  const first = a.current()?.epoch;
  const before = await db.schedulerLease.findFirstOrThrow();
  now = 3_000;
  await a.renew();
  expect(a.current()?.epoch).toBe(first);
  expect((await db.schedulerLease.findFirstOrThrow()).renewedAt.getTime()).toBeGreaterThan(
    before.renewedAt.getTime(),
  );
  await runOut();
  await b.renew();
  expect(b.current()?.epoch).toBe((first ?? 0n) + 1n);
});

test("a process that let its own lease run out comes back under a new epoch, so that its old decisions are refused", async () => {
  let now = 0;
  const a = keeper("a", () => now);
  await a.renew();
  const first = a.current()?.epoch ?? 0n;
  await runOut();
  now = 20_000;
  await a.renew();
  expect(a.current()?.epoch).toBe(first + 1n);
});

test("a frozen process stops trusting its lease before anybody else can have it", async () => {
  let now = 0;
  const a = keeper("a", () => now);
  await a.renew();
  now = 5_900;
  expect(a.current()).not.toBeNull();
  now = 6_100;
  expect(a.current()).toBeNull();
});

test("while the holder lives, nobody else gets the lease", async () => {
  const [a, b] = [keeper("a"), keeper("b")];
  await a.renew();
  await b.renew();
  expect([a.current() !== null, b.current() !== null]).toEqual([true, false]);
});

test("after a resignation the next one need not wait, and is told", async () => {
  let told = false;
  const free = session("b", () => {
    told = true;
  });
  const [a, b] = [keeper("a"), new LeaseKeeper(free, () => 0)];
  await a.renew();
  await b.renew();
  await a.resign();
  await until("the news", async () => told);
  await b.renew();
  expect(b.current()).not.toBeNull();
});

test("the lease of a process that died is free as soon as PostgreSQL has ended its session", async () => {
  const dying = session("a");
  const b = keeper("b");
  const lease = await dying.acquire(60);
  await b.renew();
  expect(b.current()).toBeNull();
  await dying.close();
  await until("the next holder", async () => {
    await b.renew();
    return b.current() !== null;
  });
  expect(b.current()?.epoch).toBe((lease?.epoch ?? 0n) + 1n);
});

test("a session that was cut is opened anew, under an epoch of its own", async () => {
  let now = 0;
  const a = keeper("a", () => now);
  await a.renew();
  const first = a.current()?.epoch ?? 0n;
  await db.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'hubqueue lease'`;
  now = 3_000;
  await until("the lease again", async () => {
    await a.renew().catch(() => undefined);
    return a.current()?.epoch === first + 1n;
  });
});
