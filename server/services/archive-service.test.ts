/** Results as one file: what is in it, what its manifest says, and that nobody reads on for a client who has left. */
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ArchiveWish } from "@/lib/gallery-schemas";
import { ArchiveReader } from "../persistence/archive-reader";
import { GalleryReader } from "../persistence/gallery-reader";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { aBatch, anAccount, anAttempt, aResult, aTask } from "../testing/factories";
import { readZip } from "../testing/read-zip";
import { archiveFile } from "../transport/archive-file";
import { ArchiveService } from "./archive-service";

let database: TestDatabase;
let db: Database;
let folder: string;
let archive: ArchiveService;
let accountId: string;
let template: string;
/** Keys that were opened, and those whose reading has ended. */
let opened: string[];
let closed: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-archive-"));
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
  accountId = await anAccount(db);
  template = "{batch}-{row}";
  [opened, closed] = [[], []];
  archive = new ArchiveService({
    reader: new ArchiveReader(db),
    gallery: new GalleryReader(db),
    names: { template: async () => template },
    files: { find: async (key) => (key === "gone" ? null : { read: async () => fileOf(key) }) },
  });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

function fileOf(key: string) {
  opened.push(key);
  return createReadStream(path.join(folder, key)).on("close", () => closed.push(key));
}

async function aFile(key: string, content: string | Buffer): Promise<string> {
  await writeFile(path.join(folder, key), content);
  return key;
}

async function aRun(fields: Parameters<typeof aTask>[2] = {}) {
  const taskId = await aTask(db, accountId, fields);
  return { taskId, attemptId: await anAttempt(db, taskId, accountId, { releasedAt: new Date() }) };
}

async function download(wish: ArchiveWish) {
  const response = archiveFile(await archive.open(wish), new Date("2026-05-06T07:08:09Z"));
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="hubqueue-results-20260506-0708.zip"',
  );
  const files = await readZip(new Uint8Array(await response.arrayBuffer()));
  const csv = files.get("manifest.csv")?.toString("utf8") ?? "";
  const rows = Papa.parse<Record<string, string>>(csv.replace("\ufeff", ""), {
    header: true,
    skipEmptyLines: true,
  }).data;
  const json = JSON.parse(files.get("manifest.json")?.toString("utf8") ?? "null") as Record<
    string,
    unknown
  >[]; // written by us
  const names = [...files.keys()].filter((name) => !name.startsWith("manifest."));
  return { files, rows, json, names };
}

test("a batch comes as a whole: its files byte for byte, equal names told apart, and what is missing with its reason", async () => {
  const batchId = await aBatch(db, { name: "Animals: 动物" });
  const first = await aRun({
    batchId,
    batchRow: 0,
    status: "SUCCESS",
    completedAt: new Date(),
    coins: 12,
    seconds: 3.5,
  });
  const second = await aRun({ batchId, batchRow: 1, status: "SUCCESS", completedAt: new Date(), coins: 30 });
  await aTask(db, accountId, {
    batchId,
    batchRow: 2,
    status: "FAILED",
    reasonCode: "OUT_OF_MEMORY",
    reasonMessage: "no room in node 3",
    completedAt: new Date(),
  });
  await db.nodeInput.createMany({
    data: [
      {
        taskId: first.taskId,
        position: 0,
        nodeId: "2",
        fieldName: "text",
        value: "=HYPERLINK(1)",
        valueType: "string",
      },
      {
        taskId: first.taskId,
        position: 1,
        nodeId: "5",
        fieldName: "seed",
        value: "12345678901234567890",
        valueType: "seed",
      },
    ],
  });
  const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7) % 251));
  const picture = await aResult(db, first, {
    fileKey: await aFile("a", bytes),
    sha256: "abc",
    size: bytes.length,
  });
  await aResult(db, first, {
    position: 1,
    state: "FAILED",
    errorCode: "LINK_EXPIRED",
    error: "the link has expired",
  });
  await aResult(db, second, { fileKey: await aFile("b", "two") });
  // A run again in the same row, whose file has the same name.
  const again = await aRun({
    batchId,
    batchRow: 0,
    workflowName: "=cmd",
    status: "SUCCESS",
    completedAt: new Date(),
  });
  await aResult(db, again, { fileKey: await aFile("c", "three") });
  await aResult(db, again, { position: 1, fileKey: "gone" });
  await aResult(db, again, { position: 2, state: "PENDING" });

  const { files, rows, json, names } = await download({ batchId });
  expect(names).toEqual(["Animals  动物-001.png", "Animals  动物-001 (2).png", "Animals  动物-002.png"]);
  expect(files.get("Animals  动物-001.png")?.equals(bytes)).toBe(true);
  expect(names.slice(1).map((name) => files.get(name)?.toString())).toEqual(["three", "two"]);
  expect(rows.map(({ file, missing }) => file || missing)).toEqual([
    "Animals  动物-001.png",
    "NOT_KEPT",
    "Animals  动物-001 (2).png",
    "FILE_GONE",
    "PENDING",
    "Animals  动物-002.png",
    "NO_RESULTS",
  ]);
  expect(rows[0]).toMatchObject({
    taskId: first.taskId,
    outputId: picture,
    row: "1",
    batch: "Animals: 动物",
    seed: "12345678901234567890",
    sha256: "abc",
    size: "300000",
    costCoins: "12",
    billedSeconds: "3.5",
  });
  expect(rows[1]).toMatchObject({
    reasonCode: "LINK_EXPIRED",
    missingBecause: "the link has expired",
    costCoins: "",
  });
  // Words of people never become a formula.
  expect(rows[2]?.workflowName).toBe("'=cmd");
  expect(rows[6]).toMatchObject({
    reasonCode: "OUT_OF_MEMORY",
    missingBecause: "no room in node 3",
    status: "FAILED",
  });
  expect(rows.reduce((sum, { costCoins }) => sum + Number(costCoins), 0)).toBe(42);
  expect(json.map(({ file }) => file)).toEqual(rows.map(({ file }) => file || null));
  expect(json[0]).toMatchObject({
    workflowName: "a workflow",
    costCoins: 12,
    inputs: [
      { nodeId: "2", fieldName: "text", fieldValue: "=HYPERLINK(1)" },
      { nodeId: "5", fieldName: "seed", random: true },
    ],
  });
});

test("named results come in their order, a filter's the newest first, a task's in the order of its runs", async () => {
  template = "{number}-{id}";
  const run = await aRun();
  const ids: string[] = [];
  for (const position of [0, 1, 2])
    ids.push(
      await aResult(db, run, {
        position,
        fileKey: await aFile(`n${position}`, `content ${position}`),
        createdAt: new Date(Date.UTC(2026, 0, 1 + position)),
      }),
    );
  const contents = async (wish: ArchiveWish) => {
    const { files, names } = await download(wish);
    return names.map((name) => files.get(name)?.toString());
  };
  expect(await contents({ ids: [ids[2] ?? "", ids[0] ?? ""] })).toEqual(["content 2", "content 0"]);
  expect(await contents({ type: "image" })).toEqual(["content 2", "content 1", "content 0"]);
  expect(await contents({ createdAfter: "2026-01-02T00:00:00.000Z" })).toEqual(["content 2", "content 1"]);
  expect(await contents({ taskId: run.taskId })).toEqual(["content 0", "content 1", "content 2"]);
  const unknown = "00000000-0000-4000-8000-000000000000";
  const { rows } = await download({ ids: [unknown] });
  expect(rows).toMatchObject([{ missing: "NOT_FOUND", outputId: unknown }]);
  await expect(archive.open({ taskId: unknown })).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
  await expect(archive.open({ batchId: unknown })).rejects.toMatchObject({ code: "BATCH_NOT_FOUND" });
});

test("files are opened one after another, and none any more once the client has left", async () => {
  const run = await aRun();
  const large = Buffer.alloc(2 * 1024 * 1024, 7);
  for (let position = 0; position < 20; position += 1)
    await aResult(db, run, { position, fileKey: await aFile(`large${position}`, large) });
  const reader = archiveFile(await archive.open({ taskId: run.taskId }), new Date()).body?.getReader();
  for (let part = 0; part < 5; part += 1) await reader?.read();
  expect(opened).toEqual(["large0"]);
  await reader?.cancel();
  await expect.poll(() => closed).toEqual(["large0"]);
  expect(opened).toEqual(["large0"]);
});
