/** Results go by the rules that people have set, and by nothing else. */
import { Readable } from "node:stream";
import sharp from "sharp";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { BYTES_PER_GIGABYTE, NO_RETENTION, type RetentionRules } from "@/lib/storage-schemas";
import { FileRepository } from "../persistence/file-repository";
import { OutputRepository } from "../persistence/output-repository";
import { RetentionRepository } from "../persistence/retention-repository";
import { SettingRepository } from "../persistence/setting-repository";
import { processState } from "../process-state";
import { openBucket } from "../storage/bucket";
import { BucketPlace } from "../storage/bucket-place";
import { FileStore } from "../storage/file-store";
import { type BucketServer, startBucketServer } from "../testing/bucket-server";
import { anAttempt } from "../testing/factories";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { keptLog } from "../testing/kept-log";
import { call } from "../testing/routes";
import { InFlight } from "./in-flight";
import { RetentionService } from "./retention-service";
import { StorageReport } from "./storage-report";
import { ThumbnailService } from "./thumbnail-service";

const ALL = { maxAgeDays: 30, maxTotalGigabytes: null } satisfies RetentionRules;

describe.each(["on the disk", "in a bucket"])("%s", (where) => {
  let server: BucketServer | null = null;
  let harness: Harness;
  beforeAll(async () => {
    if (where === "in a bucket") server = await startBucketServer();
    const s3 = server?.settings ?? null;
    harness = await startHarness({ config: { schedulerEnabled: false, apiToken: API_TOKEN, s3 } });
    processState().container = harness.app;
  });
  afterAll(async () => {
    delete processState().container;
    await harness.stop();
    await server?.close();
  });
  beforeEach(async () => {
    await harness.app.db.task.deleteMany();
    await harness.app.retention.setRules(ADMIN, NO_RETENTION);
    harness.app.storageReport.forget();
  });

  /** A kept result that came so many days ago. */
  async function aResult(content: string | Buffer, ageDays: number, text: string | null = null) {
    const { db, files } = harness.app;
    const task = await harness.createTask(uuidv7(), { start: false });
    const account = await db.account.findFirstOrThrow();
    const attemptId = await anAttempt(db, task.id, account.id, {
      releasedAt: new Date(),
      endedAt: new Date(),
    });
    const stream = Readable.from([Buffer.from(content)]);
    const { key, size, sha256 } = await files.writeByContent("results", stream, 1024 * 1024);
    const id = uuidv7();
    const createdAt = new Date(Date.now() - ageDays * 86_400_000);
    const kept = { state: "STORED", fileKey: key, size, sha256, mimeType: "image/png" };
    await db.output.create({
      data: {
        id,
        taskId: task.id,
        attemptId,
        position: 0,
        fileType: text === null ? "png" : "txt",
        text,
        createdAt,
        ...kept,
      },
    });
    return { id, taskId: task.id, key, size };
  }
  const stateOf = async (id: string) =>
    (await harness.app.db.output.findUniqueOrThrow({ where: { id } })).state;
  const isThere = (key: string) => harness.app.files.exists(key);
  const aPicture = (background: string) =>
    sharp({ create: { width: 300, height: 300, channels: 3, background } })
      .png()
      .toBuffer();
  async function removeBy(rules: RetentionRules): Promise<void> {
    await harness.app.retention.setRules(ADMIN, rules);
    await harness.app.retention.run();
  }

  test("nothing goes until somebody has set a rule", async () => {
    const old = await aResult("very old", 3_000);
    expect(await harness.app.retention.rules()).toEqual(NO_RETENTION);
    await harness.app.retention.run();
    expect([await stateOf(old.id), await isThere(old.key)]).toEqual(["STORED", true]);
  });

  test("what is too old goes; its task says so, and its small picture stays", async () => {
    const [old, young] = [await aResult(await aPicture("#224466"), 31), await aResult("young", 29)];
    await removeBy(ALL);
    expect([await isThere(old.key), await isThere(young.key)]).toEqual([false, true]);
    const { outputs, events } = await harness.app.taskQueries.get(old.taskId);
    expect(outputs[0]).toMatchObject({ state: "REMOVED", size: old.size, reason: null });
    expect(Date.parse(outputs[0]?.removedAt ?? "")).not.toBeNaN();
    expect(events.map(({ type }) => type)).toContain("outputRemoved");
    expect((await harness.app.taskQueries.get(young.taskId)).outputs[0]).toMatchObject({
      state: "STORED",
      removedAt: null,
    });

    const file = await call("GET /api/outputs/{id}", { path: { id: old.id } });
    expect([file.status, (await file.json()).detail]).toEqual([
      404,
      expect.stringContaining("removed by the rules"),
    ]);
    const small = await call("GET /api/outputs/{id}/thumbnail", { path: { id: old.id } });
    expect([small.status, small.headers.get("content-type")]).toEqual([200, "image/webp"]);
    await small.arrayBuffer();
    await expect(harness.app.outputReuse.use(ADMIN, old.id)).rejects.toMatchObject({
      code: "OUTPUT_NOT_FOUND",
    });
  });

  test("a full disk, on which no small picture can be written, keeps nothing from going", async () => {
    const { config, db, storageReport, sweep } = harness.app;
    const place = config.s3 && new BucketPlace(openBucket(config.s3));
    const { log, lines } = keptLog();
    const thumbnails = new ThumbnailService({
      files: new FileRepository(db),
      outputs: new OutputRepository(db),
      store: new FileStore(config.dataDir, place, Number.MAX_SAFE_INTEGER),
      log,
    });
    const retention = new RetentionService({
      files: new RetentionRepository(db),
      settings: new SettingRepository(db),
      inFlight: new InFlight(
        () => {},
        () => {},
      ),
      report: storageReport,
      sweep,
      thumbnails,
      log,
    });
    const pictures = [
      await aResult(await aPicture("#446622"), 32),
      await aResult(await aPicture("#662244"), 31),
    ];
    await harness.app.retention.setRules(ADMIN, ALL);
    await retention.run();
    for (const { id, key } of pictures)
      expect([await stateOf(id), await isThere(key)]).toEqual(["REMOVED", false]);
    const told = lines.filter(({ level }) => level === "warn");
    expect(told.map(({ key }) => key)).toEqual(pictures.map(({ key }) => key));
  });

  test("a favourite, and what a person has marked to keep, stays however old it is", async () => {
    const marks = [{ favourite: true }, { verdict: "KEPT" }, { verdict: "REJECTED" }, {}];
    const results = [];
    for (const [index, mark] of marks.entries()) {
      const result = await aResult(`marked ${index}`, 90);
      await harness.app.db.galleryItem.update({ where: { outputId: result.id }, data: mark });
      results.push(result);
    }
    await removeBy(ALL);
    expect(await Promise.all(results.map(({ id }) => stateOf(id)))).toEqual([
      "STORED",
      "STORED",
      "REMOVED",
      "REMOVED",
    ]);
  });

  test("equal results are as old as the newest of them", async () => {
    const [old, young] = [await aResult("the same", 90), await aResult("the same", 1)];
    expect(old.key).toBe(young.key);
    await removeBy(ALL);
    expect([await stateOf(old.id), await stateOf(young.id), await isThere(old.key)]).toEqual([
      "STORED",
      "STORED",
      true,
    ]);
  });

  test("of what is too much the oldest goes, exactly as the preview has told", async () => {
    const results = [];
    for (const ageDays of [5, 4, 3, 2, 1]) results.push(await aResult(`of ${ageDays} days`, ageDays));
    const { db } = harness.app;
    await db.output.updateMany({ data: { size: BYTES_PER_GIGABYTE } });
    const rules = { maxAgeDays: null, maxTotalGigabytes: 2.5 };
    const preview = await harness.app.retention.preview(ADMIN, rules);
    const timeOf = async (id = "") =>
      (await db.output.findUniqueOrThrow({ where: { id } })).createdAt.toISOString();
    expect(preview).toEqual({
      files: 3,
      bytes: 3 * BYTES_PER_GIGABYTE,
      oldest: await timeOf(results[0]?.id),
      newest: await timeOf(results[2]?.id),
    });
    await removeBy(rules);
    const states = await Promise.all(results.map(({ id }) => stateOf(id)));
    expect(states).toEqual(["REMOVED", "REMOVED", "REMOVED", "STORED", "STORED"]);
    expect(await harness.app.retention.preview(ADMIN, rules)).toEqual({
      files: 0,
      bytes: 0,
      oldest: null,
      newest: null,
    });
  });

  test("a text stays: it lies in its row anyway", async () => {
    const text = await aResult("once upon a time", 400, "once upon a time");
    await removeBy({ maxAgeDays: 1, maxTotalGigabytes: 0.1 });
    expect(await stateOf(text.id)).toBe("STORED");
  });

  test("a result that comes between the question and the removal keeps the file", async () => {
    const rows = new RetentionRepository(harness.app.db);
    const old = await aResult("comes again", 90);
    const doomed = await rows.next(ALL, 10);
    const again = await aResult("comes again", 0);
    expect(await rows.release(doomed)).toEqual([old.key]);
    await harness.app.sweep.removeUnreferenced([old.key]);
    expect([await stateOf(old.id), await stateOf(again.id), await isThere(old.key)]).toEqual([
      "REMOVED",
      "STORED",
      true,
    ]);
  });

  test("a mark that is being set at the moment of the removal keeps the file", async () => {
    const { db } = harness.app;
    const rows = new RetentionRepository(db);
    const old = await aResult("marked at the last moment", 90);
    const doomed = await rows.next(ALL, 10);
    const { removal } = await db.$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE gallery_item SET favourite = true WHERE output_id = ${old.id}::uuid`;
      const begun = rows.release(doomed);
      await until("the removal to wait for the mark", async () => {
        const waiting = await db.$queryRaw<unknown[]>`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return waiting.length > 0;
      });
      return { removal: begun };
    });
    expect(await removal).toEqual([]);
    expect([await stateOf(old.id), await isThere(old.key)]).toEqual(["STORED", true]);
  });

  test("a mark that comes after the removal is not taken, and says so", async () => {
    const old = await aResult("marked too late", 90);
    await removeBy(ALL);
    const report = await harness.app.gallery.mark(ADMIN, { ids: [old.id], favourite: true });
    expect([report.after, await stateOf(old.id)]).toEqual([[], "REMOVED"]);
  });

  test("what is kept is counted once per content, and small pictures as the sweep has found them", async () => {
    await aResult("x".repeat(2_000), 2);
    await aResult("x".repeat(2_000), 1);
    await aResult("y".repeat(500), 1);
    await harness.app.sweep.sweep();
    const usage = await harness.app.storageReport.usage();
    expect(usage.place).toBe(where === "in a bucket" ? "bucket" : "disk");
    expect(usage.results).toEqual({ files: 2, bytes: 2_500 });
    expect(usage.thumbnails?.files).toBeGreaterThanOrEqual(0);
    expect(usage.disk?.totalBytes).toBeGreaterThan(usage.disk?.freeBytes ?? Number.POSITIVE_INFINITY);
  });

  test("what is kept is counted once a minute, and anew after a removal", async () => {
    const { db } = harness.app;
    let nowMs = 0;
    const report = new StorageReport(
      {
        files: new RetentionRepository(db),
        settings: new SettingRepository(db),
        place: "disk",
        room: async () => null,
      },
      () => nowMs,
    );
    const counted = async () => (await report.usage()).results.files;
    await aResult("the first", 1);
    expect(await counted()).toBe(1);
    await aResult("the second", 1);
    nowMs += 59_000;
    expect(await counted()).toBe(1);
    nowMs += 2_000;
    expect(await counted()).toBe(2);

    const ofAll = async () => (await harness.app.storageReport.usage()).results.files;
    await aResult("an old one", 90);
    const before = await ofAll();
    await removeBy(ALL);
    expect([before, await ofAll()]).toEqual([3, 2]);
  });
});

test("only administrators decide what is removed, and ask what would be", async () => {
  const harness = await startHarness({ config: { schedulerEnabled: false } });
  for (const role of ["viewer", "operator"] as const) {
    const actor: Actor = { ...ADMIN, role };
    const { retention } = harness.app;
    for (const ask of [
      () => retention.setRules(actor, NO_RETENTION),
      () => retention.preview(actor, NO_RETENTION),
    ])
      await expect(ask()).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  await harness.stop();
});
