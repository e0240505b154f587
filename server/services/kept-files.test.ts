/** The whole way of files, on the disk and in a bucket: handed in, sent to RunningHub, kept, shown, used again, removed. */
import { readdir } from "node:fs/promises";
import { Readable } from "node:stream";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTaskSchema, type TaskView } from "@/lib/task-schemas";
import { TaskRepository } from "../persistence/task-repository";
import { processState } from "../process-state";
import { contentKey } from "../storage/file-store";
import { type BucketServer, startBucketServer } from "../testing/bucket-server";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { call } from "../testing/routes";

const RESTYLE = { workflowId: "1987654321098765401", nodeId: "2", fieldName: "image" } as const;

let server: BucketServer | null;
let harness: Harness;
afterEach(async () => {
  delete processState().container;
  await harness.stop();
  await server?.close();
});

async function begin(where: string): Promise<void> {
  server = where === "in a bucket" ? await startBucketServer() : null;
  harness = await startHarness({ config: { apiToken: API_TOKEN, s3: server?.settings ?? null } });
  processState().container = harness.app;
}

const rowOf = (id: string) => harness.app.db.output.findUniqueOrThrow({ where: { id } });
const aPicture = () =>
  sharp({ create: { width: 500, height: 300, channels: 3, background: "#336699" } })
    .png()
    .toBuffer();
const handIn = async (content: Buffer) =>
  harness.app.uploads.store(ADMIN, {
    fileName: "photo.png",
    mimeType: "image/png",
    stream: Readable.from([content]),
  });

/** The result of a task once it is kept. */
async function kept({ id }: TaskView) {
  const { outputs } = await harness.reaches(id, "SUCCESS");
  const outputId = outputs[0]?.id ?? "";
  return until("the copy", async () => {
    const row = await rowOf(outputId);
    return row.state === "STORED" ? row : null;
  });
}

async function purge(id: string): Promise<void> {
  await harness.app.taskController.remove(ADMIN, id);
  await harness.app.db
    .$executeRaw`UPDATE task SET deleted_at = deleted_at - interval '1 hour' WHERE id = ${id}::uuid`;
  await harness.app.sweep.forget(await new TaskRepository(harness.app.db).purge(15, 500));
}

const file = (id: string, headers: Record<string, string> = {}) =>
  call("GET /api/outputs/{id}", { path: { id }, headers });

describe.each(["on the disk", "in a bucket"])("%s", (where) => {
  beforeEach(() => begin(where));

  test("a result is kept, served whole and in part, shown small, and goes with its task", async () => {
    const task = await harness.createTask("a red fox");
    const output = await kept(task);
    const whole = Buffer.from(await (await file(output.id)).arrayBuffer());
    expect(whole.length).toBe(output.size);
    expect((await sharp(whole).metadata()).format).toBe("png");
    const part = await file(output.id, { range: "bytes=100-199" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 100-199/${output.size}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true);

    const small = await call("GET /api/outputs/{id}/thumbnail", { path: { id: output.id } });
    const { width, height } = await sharp(Buffer.from(await small.arrayBuffer())).metadata();
    expect([small.status, width, height]).toEqual([200, 160, 160]);

    await purge(task.id);
    const keys = [output.fileKey ?? "", contentKey("thumbnails", output.sha256 ?? "")];
    expect(await Promise.all(keys.map((key) => harness.app.files.exists(key)))).toEqual([false, false]);
    expect((await file(output.id)).status).toBe(404);
  });

  test("an upload is sent to RunningHub, and a result is the input of the next task", async () => {
    const content = await aPicture();
    const upload = await handIn(content);
    const restyle = (uploadId: string) =>
      harness.app.taskIntake.create(
        ADMIN,
        createTaskSchema.parse({
          workflowId: RESTYLE.workflowId,
          nodeInfoList: [{ nodeId: RESTYLE.nodeId, fieldName: RESTYLE.fieldName, uploadId }],
          start: true,
        }),
      );
    const output = await kept(await restyle(upload.id));
    const answer = await call("GET /api/uploads/{id}", { path: { id: upload.id } });
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
    const known = { sha256: upload.sha256, size: upload.size, fileName: "again.png" };
    expect(await harness.app.uploads.find(ADMIN, known)).toMatchObject({
      fileName: "again.png",
      size: upload.size,
    });

    const reused = await harness.app.outputReuse.use(ADMIN, output.id);
    expect(reused).toMatchObject({ sha256: output.sha256, size: output.size });
    await kept(await restyle(reused.id));
  });

  test("the sweep takes what nobody names, and leaves what is named", async () => {
    const output = await kept(await harness.createTask("kept"));
    const { sha256 } = await handIn(await aPicture());
    await harness.app.db.upload.deleteMany();
    const orphan = contentKey("uploads", sha256);
    await harness.app.sweep.sweep();
    expect(await harness.app.files.exists(orphan)).toBe(true); // somebody may be about to name it
    await harness.app.sweep.sweep({ minAgeSeconds: -60 });
    expect(await harness.app.files.exists(orphan)).toBe(false);
    expect((await file(output.id)).status).toBe(200);
  });

  test("a picture that is refused is not kept", async () => {
    await expect(handIn(Buffer.from("<html>no picture</html>"))).rejects.toMatchObject({
      code: "UNSUPPORTED_MEDIA_TYPE",
    });
    const found = [];
    for await (const { key } of harness.app.files.list("uploads")) found.push(key);
    expect(found).toEqual([]);
  });
});

describe("a bucket that cannot be reached", () => {
  beforeEach(() => begin("in a bucket"));

  test("costs no result a try: it is kept as soon as the bucket is back", async () => {
    await server?.interrupt();
    const { id } = await harness.createTask("meanwhile");
    const outputId = (await harness.reaches(id, "SUCCESS")).outputs[0]?.id ?? "";
    const waiting = await until("the first try", async () => {
      const row = await rowOf(outputId);
      return row.error === null ? null : row;
    });
    expect(waiting).toMatchObject({
      state: "PENDING",
      tries: 0,
      error: expect.stringContaining("ECONNREFUSED"),
    });
    await server?.resume();
    await harness.app.db
      .$executeRaw`UPDATE output SET next_try_at = clock_timestamp(), tries = 8 WHERE id = ${outputId}::uuid`;
    harness.app.scheduler.kick();
    const row = await until("the copy", async () => {
      const current = await rowOf(outputId);
      return current.state === "STORED" ? current : null;
    });
    expect(row.error).toBeNull();
    expect((await file(outputId)).status).toBe(200);
  });

  test("is told in words to whoever wants a file or hands one in, and a task waits for it", async () => {
    const content = await aPicture();
    const upload = await handIn(content);
    const output = await kept(await harness.createTask("kept before"));
    await server?.interrupt();
    const answer = await file(output.id);
    expect([answer.status, (await answer.json()).code]).toEqual([503, "STORAGE_UNAVAILABLE"]);
    await expect(handIn(content)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    const nodeInfoList = [{ nodeId: RESTYLE.nodeId, fieldName: RESTYLE.fieldName, uploadId: upload.id }];
    const task = await harness.app.taskIntake.create(
      ADMIN,
      createTaskSchema.parse({ workflowId: RESTYLE.workflowId, nodeInfoList, start: true }),
    );
    await until("a try to send the file", async () => {
      const { status, statusReason } = await harness.app.taskQueries.view(task.id);
      return status === "PENDING" && statusReason !== null;
    });
    await server?.resume();
    await kept(task);
  });

  test("leaves nothing in the data directory that only the bucket should hold", async () => {
    await kept(await harness.createTask("elsewhere"));
    const found = await readdir(harness.app.config.dataDir, { recursive: true, withFileTypes: true });
    expect(found.filter((entry) => entry.isFile())).toEqual([]);
  });
});
