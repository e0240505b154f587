/** A database of the first release, with rows of every kind, becomes one of today: everything is there and goes on. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { hashPassword } from "better-auth/crypto";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listTasksSchema } from "@/lib/task-schemas";
import { TASK_STATUSES } from "@/lib/task-status";
import type { Container } from "../container";
import { createEmptyDatabase, type TestDatabase } from "../testing/database";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { migrate } from "./migrate";
import { readMigrations } from "./migration-files";

const FIRST_RELEASE = ["20261123000000_init", "20261123000001_guards"];
const ROWS = path.join(import.meta.dirname, "..", "testing", "first-release.sql");
const PASSWORD = "correct horse 9";

const task = (digit: number) => `00000000-0000-7000-8000-00000000000${digit}`;
const [READY, FIRST, SECOND, RUNNING, SUCCEEDED, FAILED, STOPPED, DELETED] = [1, 2, 3, 4, 5, 6, 7, 8].map(
  task,
);

let harness: Harness;
let database: TestDatabase;
let dataDir: string;
let app: Container;
let running: string;
beforeEach(async () => {
  harness = await startHarness();
  dataDir = await mkdtemp(path.join(tmpdir(), "hubqueue-upgrade-"));
  database = await createEmptyDatabase();
  // A run that RunningHub knows, for the task that runs.
  await harness.control("tasks/next", { state: "RUNNING" });
  const { id } = await harness.createTask("running");
  running = (await harness.reaches(id, "RUNNING")).runningHubTaskId ?? "";

  await migrate(database.url, { only: new Set(FIRST_RELEASE) });
  const rows = (await readFile(ROWS, "utf8"))
    .replaceAll("{address}", harness.simulator.url)
    .replaceAll("{running}", running)
    .replaceAll("{password}", await hashPassword(PASSWORD));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(rows).finally(() => client.end());
});
afterEach(async () => {
  await app?.stop();
  await harness.stop();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

async function upgrade(): Promise<void> {
  const { migrationDirectories } = await readMigrations("prisma/migrations");
  const { applied } = await migrate(database.url);
  expect([...FIRST_RELEASE, ...applied]).toEqual(migrationDirectories.map(({ path: name }) => name));
  app = harness.another({ databaseUrl: database.url, dataDir });
}

test("everything is there: tasks with what belongs to them, counts, results, people, the library, settings", async () => {
  await upgrade();
  const page = await app.taskQueries.list(listTasksSchema.parse({ limit: 50 }));
  expect(page.items.map(({ id, status, description }) => [id, status, description])).toEqual([
    [STOPPED, "STOPPED", "stopped"],
    [FAILED, "FAILED", "failed"],
    [SUCCEEDED, "SUCCESS", "succeeded"],
    [RUNNING, "RUNNING", "running"],
    [SECOND, "PENDING", "second in line"],
    [FIRST, "PENDING", "first in line"],
    [READY, "READY", "ready"],
  ]);
  expect(page.items.map(({ id }) => id)).not.toContain(DELETED);
  const counts = await app.taskQueries.counts();
  expect(TASK_STATUSES.map((status) => counts[status])).toEqual([1, 2, 0, 1, 1, 1, 1]);

  const { nodeInfoList, outputs, attempts, events } = await detailOf(SUCCEEDED);
  expect(nodeInfoList.map(({ fieldName }) => fieldName)).toEqual(["text", "image"]);
  expect(outputs.map(({ state }) => state)).toEqual(["STORED", "FAILED"]);
  expect(attempts).toHaveLength(1);
  expect(events.map(({ type }) => type)).toEqual(["created"]);
  // Found by a word of its prompt, shown among the results, and in its place in the batch.
  const found = await app.taskQueries.list(listTasksSchema.parse({ q: "lighthouse, succeeded" }));
  expect(found.items.map(({ id }) => id)).toEqual([SUCCEEDED]);
  expect(await app.db.galleryItem.findMany({ select: { taskId: true, shown: true } })).toEqual([
    { taskId: SUCCEEDED, shown: true },
  ]);
  const rows = await app.db.task.findMany({
    where: { batchId: { not: null } },
    orderBy: { batchRow: "asc" },
  });
  expect(rows.map(({ id, batchRow }) => [id, batchRow])).toEqual([
    [SUCCEEDED, 0],
    [FAILED, 1],
  ]);
  expect((await app.workflows.list()).map(({ name }) => name)).toEqual(["Painter"]);
  expect(await app.queue.isPaused()).toBe(true);
  await app.signIn.signIn({ email: "ada@example.org", password: PASSWORD });
  expect((await app.db.authUser.findFirstOrThrow()).role).toBe("admin");
});

test("the queue goes on: what runs comes to its end, and the line is submitted in its order, each task once", async () => {
  await upgrade();
  await harness.app.scheduler.stop();
  const before = harness.acceptedPrompts();
  await app.start();
  await harness.control(`tasks/${running}`, { state: "SUCCESS" });
  await until("the run to be seen to have ended", async () => (await detailOf(RUNNING)).status === "SUCCESS");
  await app.queue.resume(ADMIN);
  for (const id of [FIRST, SECOND])
    await until("the line to be done", async () => (await detailOf(id)).status === "SUCCESS");
  expect(harness.acceptedPrompts().slice(before.length)).toEqual([
    "a lighthouse, first in line",
    "a lighthouse, second in line",
  ]);
  expect((await detailOf(READY)).status).toBe("READY");
  // Old runs are among the sums, once each.
  const facts = await until("the old runs to be noted", async () => {
    const noted = await app.db.runFact.findMany({ where: { outcome: { not: null } } });
    return noted.length >= 5 ? noted : null;
  });
  expect(facts).toHaveLength(5);
});

async function detailOf(id: string | undefined) {
  return app.taskQueries.get(id ?? "");
}
