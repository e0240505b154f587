/** A copy beside a living original: it does nothing until it is told that it may, and then it goes on where the original was. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Container } from "../container";
import { FileStore } from "../storage/file-store";
import { createEmptyDatabase, type TestDatabase } from "../testing/database";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { makeBackup } from "./make-backup";
import { restoreArchive } from "./restore-archive";
import { verifyArchive } from "./verify-archive";

let harness: Harness;
let database: TestDatabase;
let folder: string;
let copy: Container;
beforeEach(async () => {
  harness = await startHarness();
  database = await createEmptyDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-resting-"));
});
afterEach(async () => {
  await copy.stop();
  await harness.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Of the harness as it stands; not started. */
async function copyOf({ app }: Harness): Promise<Container> {
  const file = path.join(folder, "backup.tar");
  const { databaseUrl, appSecret } = app.config;
  await makeBackup({
    databaseUrl,
    store: app.files,
    appSecret,
    target: file,
    withFiles: true,
    productVersion: "0.1.0",
  });
  const dataDir = path.join(folder, "data");
  await restoreArchive({
    file,
    archive: await verifyArchive(file),
    databaseUrl: database.url,
    store: new FileStore(dataDir),
    secret: { requireFitting: async () => {}, keep: async () => {} },
  });
  return harness.another({ databaseUrl: database.url, dataDir });
}

const statusIn = async (app: Container, id: string) => (await app.taskQueries.view(id)).status;

test("a copy asks and submits nothing until its line is resumed; then a running task and the waiting ones go on, each once", async () => {
  await harness.control("tasks/next", { state: "RUNNING" });
  const running = await harness.createTask("running");
  const { runningHubTaskId } = await harness.reaches(running.id, "RUNNING");
  const waiting = await harness.createTask("waiting");
  copy = await copyOf(harness);
  await copy.start();

  expect(await copy.queue.isPaused()).toBe(true);
  const { restoredFrom } = await copy.queue.lane();
  expect(Date.parse(restoredFrom ?? "")).toBeGreaterThan(0);
  await copy.scheduler.tick();
  expect(copy.scheduler.isLeader()).toBe(false);
  expect((await copy.health.ready()).ready).toBe(true);
  expect(await statusIn(copy, running.id)).toBe("RUNNING");
  expect(await statusIn(copy, waiting.id)).toBe("PENDING");

  // The original ends where it was, and only then the copy may.
  await harness.app.stop();
  await harness.control(`tasks/${runningHubTaskId}`, { state: "SUCCESS" });
  await copy.queue.resume(ADMIN);
  for (const { id } of [running, waiting])
    await until("both to end in the copy", async () => (await statusIn(copy, id)) === "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(["running", "waiting"]);
  expect((await copy.queue.lane()).restoredFrom).toBeNull();
  const [entry] = await copy.db.auditEntry.findMany({ where: { action: "queue.restored" } });
  expect(entry?.changed).toEqual({ madeAt: restoredFrom });
});

test("a submit that the original had under way is never sent by the copy: it is in doubt, and then given up", async () => {
  await harness.control("faults", {
    match: { call: "create" },
    fault: { type: "hang", accepted: false },
    count: 1,
  });
  const task = await harness.createTask("under way");
  await until("the call to be under way", async () =>
    harness.app.db.attempt.findFirst({ where: { state: "SENT" } }),
  );
  copy = await copyOf(harness);
  await copy.start();
  // So long ago that no answer can come any more.
  await copy.db.$executeRaw`UPDATE attempt SET sent_at = sent_at - interval '10 minutes'`;
  await copy.queue.resume(ADMIN);
  const failed = await until("the copy to give it up", async () => {
    const view = await copy.taskQueries.view(task.id);
    return view.status === "FAILED" ? view : null;
  });
  expect(failed.statusReason?.code).toBe("SUBMIT_UNKNOWN");
  expect(harness.acceptedPrompts()).toEqual([]);
});
