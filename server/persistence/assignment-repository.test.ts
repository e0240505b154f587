import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, aTask } from "../testing/factories";
import { AssignmentRepository } from "./assignment-repository";
import { AttemptRepository } from "./attempt-repository";
import { LeaseRepository } from "./lease-repository";
import { connect, type Database } from "./prisma";

const SLOTS = 40;

let database: TestDatabase;
let db: Database;
let leases: LeaseRepository;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  leases = new LeaseRepository({ databaseUrl: database.url, process: "me" });
});
afterAll(async () => {
  await leases.close();
  await db.$disconnect();
  await database.drop();
});

test("a task that is moved while accounts claim runs on the account it is bound to, in any interleaving", async () => {
  const attempts = new AttemptRepository(db);
  const assignments = new AssignmentRepository(db);
  const lease = await leases.acquire(60);
  if (!lease) throw new Error("the lease is held");
  const here = await anAccount(db, { slotLimit: SLOTS });
  const there = await anAccount(db, { slotLimit: SLOTS, site: "other.test" });
  const ids: string[] = [];
  for (let n = 0; n < SLOTS; n += 1) ids.push(await aTask(db, here, { status: "PENDING" }));

  const moves = ids.map((id) => assignments.bind(id, there, "a person"));
  const claims = ids.flatMap(() => [attempts.claim(lease, here), attempts.claim(lease, there)]);
  const moved = (await Promise.all(moves)).filter((status) => status !== null).length;
  await Promise.all(claims);

  const runs = await db.attempt.findMany({ include: { task: true } });
  expect(runs.filter(({ accountId, task }) => accountId !== task.accountId)).toEqual([]);
  const stayed = await db.task.count({ where: { accountId: here } });
  // Whatever was not moved was claimed first.
  expect([moved + stayed, runs.filter(({ accountId }) => accountId === here).length]).toEqual([
    SLOTS,
    stayed,
  ]);
});
