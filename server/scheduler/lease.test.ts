import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LeaseRepository } from "../persistence/lease-repository";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { LeaseKeeper } from "./lease";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
});
beforeEach(() => db.schedulerLease.deleteMany());
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const runOut = () => db.schedulerLease.updateMany({ data: { expiresAt: new Date(0) } });
const keeper = (holder: string, clock: () => number = () => 0) =>
  new LeaseKeeper(new LeaseRepository(db), holder, clock);

test("of many that ask at once one gets the lease", async () => {
  const keepers = Array.from({ length: 5 }, (_, n) => keeper(`process ${n}`));
  await Promise.all(keepers.map((each) => each.renew()));
  expect(keepers.filter((each) => each.current() !== null)).toHaveLength(1);
});

test("a renewal keeps the epoch; a change of holder makes a new one", async () => {
  const [a, b] = [keeper("a"), keeper("b")];
  await a.renew();
  const first = a.current()?.epoch;
  await a.renew();
  expect(a.current()?.epoch).toBe(first);
  await runOut();
  await b.renew();
  expect(b.current()?.epoch).toBe((first ?? 0n) + 1n);
});

test("a process that let its own lease run out comes back under a new epoch, so that its old decisions are refused", async () => {
  const a = keeper("a");
  await a.renew();
  const first = a.current()?.epoch ?? 0n;
  await runOut();
  await a.renew();
  expect(a.current()?.epoch).toBe(first + 1n);
});

test("a frozen process stops trusting its lease before anybody else can have it", async () => {
  let now = 0;
  const a = keeper("a", () => now);
  await a.renew();
  now = 6_900;
  expect(a.current()).not.toBeNull();
  now = 7_100;
  expect(a.current()).toBeNull();
});

test("after a resignation the next one need not wait", async () => {
  const [a, b] = [keeper("a"), keeper("b")];
  await a.renew();
  await a.resign();
  await b.renew();
  expect(b.current()).not.toBeNull();
});
