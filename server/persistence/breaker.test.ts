import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TaskReason } from "@/lib/task-reason";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, aTask } from "../testing/factories";
import { connect, type Database } from "./prisma";
import { SettingRepository } from "./setting-repository";
import { transition } from "./task-transition";

let database: TestDatabase;
let db: Database;
let accountId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  accountId = await anAccount(db);
});
beforeEach(async () => {
  await db.workflowBreaker.deleteMany();
  await new SettingRepository(db).changeQueueSettings({ breakerFailures: 3 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const running = (workflowId: string) => aTask(db, accountId, { status: "RUNNING", workflowId });
async function fails(workflowId: string, code: TaskReason = "RUN_FAILED"): Promise<void> {
  await transition(db, {
    taskId: await running(workflowId),
    event: code === "TASK_TIMEOUT" ? "timedOut" : "failed",
    actor: "test",
    reason: { code, message: "words" },
  });
}
const held = async (workflowId: string) =>
  (await db.workflowBreaker.findFirst({ where: { workflowId, openedAt: { not: null } } })) !== null;

test("a workflow whose runs fail so many times in a row is held", async () => {
  await fails("w");
  await fails("w", "TASK_TIMEOUT");
  expect(await held("w")).toBe(false);
  await fails("w", "OUT_OF_MEMORY");
  expect(await held("w")).toBe(true);
  expect(await db.workflowBreaker.findFirst({ where: { workflowId: "w" } })).toMatchObject({
    failures: 3,
    reasonCode: "OUT_OF_MEMORY",
  });
});

test("failures of other workflows do not count, and a success starts the count anew", async () => {
  await fails("w");
  await fails("w");
  await fails("other");
  await transition(db, { taskId: await running("w"), event: "succeeded", actor: "test" });
  await fails("w");
  await fails("w");
  expect([await held("w"), await held("other")]).toEqual([false, false]);
});

test("what speaks against the moment or the prompt, or was refused and cost nothing, holds nothing", async () => {
  for (const code of ["REMOTE_LOST", "CONTENT_REFUSED", "UPLOAD_FAILED", "REMOTE_CANCELLED"] as const)
    await fails("w", code);
  for (const code of ["INPUT_REFUSED", "SUBMIT_REFUSED", "WORKFLOW_MISSING", "MACHINE_REFUSED"] as const)
    await fails("w", code);
  expect(await db.workflowBreaker.count()).toBe(0);
});

test("with 0 nothing is ever held", async () => {
  await new SettingRepository(db).changeQueueSettings({ breakerFailures: 0 });
  for (let n = 0; n < 8; n += 1) await fails("w");
  expect(await held("w")).toBe(false);
});

test("failures that come at once are all counted", async () => {
  await Promise.all(Array.from({ length: 6 }, () => fails("w")));
  expect(await db.workflowBreaker.findFirst({ where: { workflowId: "w" } })).toMatchObject({ failures: 6 });
  expect(await held("w")).toBe(true);
});
