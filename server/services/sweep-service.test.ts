/** Kept files: once per content, for as long as somebody refers to them, and not a moment less. */
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTaskSchema } from "@/lib/task-schemas";
import { FileReferences } from "../persistence/file-references";
import { OutputRepository } from "../persistence/output-repository";
import { TaskRepository } from "../persistence/task-repository";
import { contentKey } from "../storage/file-store";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { aPicture } from "../testing/pictures";

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const DAY_SECONDS = 86_400;
const CONTENT = "ab".repeat(32);
const RESTYLE = "1987654321098765401";

async function aKeptResult(prompt: string) {
  const { id } = await harness.createTask(prompt);
  const { outputs } = await harness.reaches(id, "SUCCESS");
  const output = await until("the copy", () =>
    harness.app.db.output.findFirst({ where: { id: outputs[0]?.id ?? "", state: "STORED" } }),
  );
  return { id, output, key: output.fileKey ?? "" };
}

/** Deletes the task and lets the time of undo pass. */
async function purge(id: string): Promise<void> {
  await harness.app.taskController.remove(ADMIN, id);
  await harness.app.db
    .$executeRaw`UPDATE task SET deleted_at = deleted_at - interval '1 hour' WHERE id = ${id}::uuid`;
  await harness.app.sweep.forget(await new TaskRepository(harness.app.db).purge(15, 500));
}

async function files(): Promise<string[]> {
  const { dataDir } = harness.app.config;
  const found = await readdir(dataDir, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dataDir, path.join(entry.parentPath, entry.name)))
    .sort();
}

async function put(key: string, ageSeconds: number): Promise<string> {
  const file = path.join(harness.app.config.dataDir, key);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, key);
  return grow(key, ageSeconds);
}

/** Makes the file that old. */
async function grow(key: string, ageSeconds: number): Promise<string> {
  const then = new Date(Date.now() - ageSeconds * 1000);
  await utimes(path.join(harness.app.config.dataDir, key), then, then);
  return key;
}

test("equal results are one file, which goes with the last task that has it", async () => {
  await harness.control("settings", { randomiseSeeds: false });
  const [one, two] = [await aKeptResult("the same"), await aKeptResult("the same")];
  expect(one.key).toBe(two.key);
  expect(one.key).toBe(contentKey("results", one.output.sha256 ?? ""));
  await purge(one.id);
  expect(await files()).toContain(two.key);
  expect((await harness.app.outputs.open(two.output.id)).file.size).toBe(two.output.size);
  await purge(two.id);
  expect(await files()).not.toContain(two.key);
});

test("a file that somebody is about to name is not removed", async () => {
  const { db } = harness.app;
  const { output, key } = await aKeptResult("named in time");
  await db.output.update({
    where: { id: output.id },
    data: { state: "PENDING", fileKey: null, nextTryAt: null },
  });
  let name = (_isThere: boolean): void => {};
  const named = new Promise<boolean>((resolve) => {
    name = resolve;
  });
  let isAsked = false;
  const storing = new OutputRepository(db).stored(
    output.id,
    { fileKey: key, size: output.size ?? 0, sha256: output.sha256 ?? "", mimeType: "image/png" },
    () => {
      isAsked = true;
      return named;
    },
  );
  await until("the lock to be held", async () => isAsked);
  let isRemoved = false;
  const removing = new FileReferences(db).removeUnlessReferenced(key, async () => {
    isRemoved = true;
  });
  await until("the removal to wait for the lock", async () => {
    const rows = await db.$queryRaw<
      unknown[]
    >`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
    return rows.length > 0;
  });
  name(true);
  await Promise.all([storing, removing]);
  expect(isRemoved).toBe(false);
  expect(await files()).toContain(key);
});

test("a row never names a file that was removed before: it is fetched again", async () => {
  const { db } = harness.app;
  const { output, key } = await aKeptResult("removed first");
  await db.output.update({
    where: { id: output.id },
    data: { state: "PENDING", fileKey: null, nextTryAt: null },
  });
  const gone = new OutputRepository(db).stored(
    output.id,
    { fileKey: key, size: 1, sha256: output.sha256 ?? "", mimeType: "image/png" },
    async () => false,
  );
  await expect(gone).rejects.toThrow("was removed");
  expect(await db.output.findUniqueOrThrow({ where: { id: output.id } })).toMatchObject({
    state: "PENDING",
    fileKey: null,
  });
});

test("the sweep takes what nobody refers to, and leaves everything else", async () => {
  const kept = await aKeptResult("kept");
  const undoable = await aKeptResult("may come back");
  await harness.app.taskController.remove(ADMIN, undoable.id);
  const before = await aKeptResult("named as before");
  const oldKey = await put(`results/${before.id}/${before.output.id}.png`, DAY_SECONDS * 9);
  await harness.app.db.output.update({ where: { id: before.output.id }, data: { fileKey: oldKey } });
  for (const { key } of [kept, undoable, before]) await grow(key, DAY_SECONDS * 9);

  const orphans = [
    await put(contentKey("results", CONTENT), DAY_SECONDS),
    await put(`results/${kept.output.id}/${undoable.id}.png`, DAY_SECONDS),
    await put(contentKey("uploads", CONTENT), DAY_SECONDS),
    await put(contentKey("thumbnails", CONTENT), DAY_SECONDS),
    await put(contentKey("thumbnails-480", CONTENT), DAY_SECONDS),
    await put("tmp/of-a-process-that-died", DAY_SECONDS * 2),
    before.key, // its row names another file now
  ];
  const safe = [
    await put(contentKey("results", "cd".repeat(32)), 60), // being named just now
    await put("results/somebody-elses/notes.txt", DAY_SECONDS),
    await put("tmp/being-written", 60),
    await put(contentKey("thumbnails", kept.output.sha256 ?? ""), DAY_SECONDS),
    await put(contentKey("thumbnails-480", kept.output.sha256 ?? ""), DAY_SECONDS),
    oldKey,
    kept.key,
    undoable.key,
  ];
  await harness.app.sweep.sweep();
  const left = await files();
  expect(left).toEqual(expect.arrayContaining(safe));
  expect(left.filter((file) => orphans.includes(file))).toEqual([]);
});

test("files are swept hours after the beginning and then every few hours, whoever runs the queue", async () => {
  const references = new FileReferences(harness.app.db);
  const later = (hours: number) => harness.app.db.$executeRaw`
    UPDATE setting SET updated_at = updated_at - ${hours}::float8 * interval '1 hour' WHERE name = 'files.swept'`;
  expect(await references.takeSweep(6)).toBe(false);
  await later(5);
  expect(await references.takeSweep(6)).toBe(false);
  await later(2);
  expect([await references.takeSweep(6), await references.takeSweep(6)]).toEqual([true, false]);
});

test("an upload that no task has taken goes after a week; one that is handed in again, or taken, stays", async () => {
  const { uploads, taskIntake, db, sweep } = harness.app;
  const give = async (words: string) =>
    uploads.store(ADMIN, {
      fileName: `${words}.png`,
      mimeType: "image/png",
      stream: Readable.from([await aPicture(words)]),
    });
  const [unused, again, taken] = [await give("unused"), await give("again"), await give("taken")];
  const nodeInfoList = [{ nodeId: "2", fieldName: "image", uploadId: taken.id }];
  await taskIntake.create(ADMIN, createTaskSchema.parse({ workflowId: RESTYLE, nodeInfoList }));
  await db.$executeRaw`UPDATE upload SET used_at = used_at - interval '8 days'`;
  for (const { sha256 } of [unused, again, taken]) await grow(contentKey("uploads", sha256), DAY_SECONDS * 8);
  expect((await give("again")).id).toBe(again.id);
  await sweep.sweep();
  await expect(uploads.open(unused.id)).rejects.toMatchObject({ code: "UPLOAD_NOT_FOUND" });
  expect(await files()).not.toContain(contentKey("uploads", unused.sha256));
  for (const kept of [again, taken])
    expect(await files()).toContain(contentKey("uploads", (await uploads.open(kept.id)).view.sha256));
});
