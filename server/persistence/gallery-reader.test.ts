import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MEDIA_EXTENSIONS, OUTPUT_TYPES, outputType } from "@/lib/output-type";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { aBatch, anAccount, anAttempt, aResult, aTask } from "../testing/factories";
import { GalleryMarks } from "./gallery-marks";
import { GalleryReader } from "./gallery-reader";
import { connect, type Database } from "./prisma";
import { TaskRepository } from "./task-repository";

let database: TestDatabase;
let db: Database;
let gallery: GalleryReader;
let marks: GalleryMarks;
let accountId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  gallery = new GalleryReader(db);
  marks = new GalleryMarks(db);
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
  accountId = await anAccount(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function aRun(
  fields: Parameters<typeof aTask>[2] = {},
): Promise<{ taskId: string; attemptId: string }> {
  const taskId = await aTask(db, accountId, fields);
  const attemptId = await anAttempt(db, taskId, accountId, { releasedAt: new Date() });
  return { taskId, attemptId };
}
const idsOf = async (filter: Parameters<GalleryReader["count"]>[0] = {}) =>
  (await gallery.page({ ...filter, limit: 200 })).items.map(({ id }) => id);

test("results come once they are kept, and go when they are not any more", async () => {
  const run = await aRun();
  const id = await aResult(db, run, { state: "PENDING" });
  expect(await idsOf()).toEqual([]);
  await db.output.update({ where: { id }, data: { state: "STORED", fileKey: "k" } });
  expect(await idsOf()).toEqual([id]);
  await db.output.update({ where: { id }, data: { state: "FAILED", errorCode: "FETCH_FAILED" } });
  expect(await idsOf()).toEqual([]);
});

test("a deleted task takes its results along, and an undo brings back those that are kept, with their marks", async () => {
  const run = await aRun();
  const kept = await aResult(db, run);
  const lost = await aResult(db, run, { position: 1 });
  await marks.change({ ids: [kept, lost], favourite: true, addTags: ["cover"] });
  const tasks = new TaskRepository(db);
  await tasks.softDelete(run.taskId, "test");
  expect(await idsOf()).toEqual([]);
  expect(await idsOf({ tag: "cover" })).toEqual([]);
  expect((await marks.change({ ids: [kept], favourite: false })).before).toEqual([]);
  await db.output.update({ where: { id: lost }, data: { state: "FAILED", errorCode: "FETCH_FAILED" } });
  await tasks.restore(run.taskId, "test");
  expect((await gallery.page({ limit: 9 })).items).toMatchObject([
    { id: kept, favourite: true, verdict: null, tags: ["cover"] },
  ]);
});

test("a result that is kept while its task is being deleted does not appear", async () => {
  const run = await aRun();
  const id = await aResult(db, run, { state: "PENDING" });
  let keeping: Promise<unknown> = Promise.resolve();
  await db.$transaction(async (tx) => {
    await tx.task.update({ where: { id: run.taskId }, data: { deletedAt: new Date() } });
    keeping = db.output.update({ where: { id }, data: { state: "STORED", fileKey: "k" } }).then();
    // It waits for the deletion: a lock that nobody waits for would be granted.
    await expect
      .poll(async () => {
        const [row] = await tx.$queryRaw<
          { n: number }[]
        >`SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted`;
        return row?.n;
      })
      .toBeGreaterThan(0);
  });
  await keeping;
  expect(await idsOf()).toEqual([]);
});

test("pages lead through everything once, both ways, also where moments are equal", async () => {
  const run = await aRun();
  const createdAt = new Date("2026-05-01T00:00:00Z");
  const made: string[] = [];
  for (let n = 0; n < 7; n += 1)
    made.push(await aResult(db, run, { position: n, createdAt, fileType: n % 2 === 0 ? "png" : "mp4" }));
  const newest = [...made].sort().reverse();
  const first = await gallery.page({ limit: 3 });
  const second = await gallery.page({ limit: 3, cursor: first.nextCursor ?? "" });
  const third = await gallery.page({ limit: 3, cursor: second.nextCursor ?? "" });
  expect([first, second, third].map(({ items }) => items.length)).toEqual([3, 3, 1]);
  expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(newest);
  expect(third.nextCursor).toBeNull();
  const back = await gallery.page({ limit: 3, cursor: third.previousCursor ?? "" });
  expect(back.items).toEqual(second.items);
  expect((await gallery.page({ limit: 3, cursor: back.previousCursor ?? "" })).items).toEqual(first.items);
  await expect(gallery.page({ limit: 3, cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
});

test("each filter, and several together, leave what they say", async () => {
  const batchId = await aBatch(db);
  const inBatch = await aRun({ workflowId: "w1", batchId, batchRow: 4 });
  const alone = await aRun({ workflowId: "w2" });
  const picture = await aResult(db, inBatch, { createdAt: new Date("2026-05-01T10:00:00Z") });
  const film = await aResult(db, inBatch, {
    position: 1,
    fileType: "MP4",
    createdAt: new Date("2026-05-02T10:00:00Z"),
  });
  const text = await aResult(db, alone, {
    fileType: "txt",
    text: "words",
    createdAt: new Date("2026-05-03T10:00:00Z"),
  });
  await marks.change({ ids: [film], favourite: true, verdict: "KEPT", addTags: ["cover", "best"] });
  await marks.change({ ids: [text], verdict: "REJECTED" });
  expect(await idsOf({ workflowId: "w1" })).toEqual([film, picture]);
  expect(await idsOf({ batchId })).toEqual([film, picture]);
  expect(await idsOf({ accountId })).toEqual([text, film, picture]);
  expect(await idsOf({ type: "video" })).toEqual([film]);
  expect(await idsOf({ type: "other" })).toEqual([text]);
  expect(await idsOf({ mark: "favourite" })).toEqual([film]);
  expect(await idsOf({ mark: "kept", workflowId: "w1", tag: "cover", type: "video" })).toEqual([film]);
  expect(await idsOf({ mark: "rejected" })).toEqual([text]);
  expect(
    await idsOf({ createdAfter: "2026-05-02T00:00:00.000Z", createdBefore: "2026-05-03T00:00:00.000Z" }),
  ).toEqual([film]);
  expect(await gallery.count({ batchId })).toEqual({ count: 2, capped: false });
  const [, second] = (await gallery.page({ limit: 9 })).items;
  expect(second).toMatchObject({
    id: film,
    type: "video",
    tags: ["best", "cover"],
    task: { id: inBatch.taskId, batchId, batchRow: 4, workflowName: "a workflow" },
  });
  const all: string[] = [];
  for await (const ids of gallery.matchingIds({})) all.push(...ids);
  expect(all).toEqual([text, film, picture]);
});

test("marks are changed together, and set back exactly", async () => {
  const run = await aRun();
  const ids = [await aResult(db, run), await aResult(db, run, { position: 1 })];
  await marks.change({ ids: ids.slice(0, 1), verdict: "KEPT", addTags: ["old"] });
  const unknown = "00000000-0000-4000-8000-000000000000";
  const { before, after } = await marks.change({
    ids: [...ids, unknown],
    verdict: "REJECTED",
    addTags: ["new"],
    removeTags: ["old"],
  });
  expect(after).toEqual(
    [...ids].sort().map((id) => ({ id, favourite: false, verdict: "REJECTED", tags: ["new"] })),
  );
  expect(await marks.tags()).toEqual(["new"]);
  expect((await marks.restore(before)).after).toEqual(before);
  expect(before.find(({ id }) => id === ids[0])).toMatchObject({ verdict: "KEPT", tags: ["old"] });
  expect(await marks.tags()).toEqual(["old"]);
});

test("the database sorts endings into the same types as lib/output-type", async () => {
  const endings = [...Object.values(MEDIA_EXTENSIONS).flat(), "PNG", "txt", "glb", ""];
  const rows = await db.$queryRaw<{ ending: string; type: string }[]>`
    SELECT ending, output_type(ending) AS type FROM unnest(${endings}::text[]) AS ending`;
  expect(rows).toEqual(endings.map((ending) => ({ ending, type: outputType(ending) })));
  const [check] = await db.$queryRaw<{ text: string }[]>`
    SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'gallery_type_known'`;
  expect([...(check?.text ?? "").matchAll(/'(\w+)'/g)].map(([, word]) => word)).toEqual([...OUTPUT_TYPES]);
});
