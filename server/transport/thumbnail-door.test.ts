/** Small pictures through the real REST door. */
import { createHash } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import sharp from "sharp";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/actor";
import { processState } from "../process-state";
import { contentKey, FileStore } from "../storage/file-store";
import { anAttempt } from "../testing/factories";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { call } from "../testing/routes";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false, apiToken: API_TOKEN } });
  processState().container = harness.app;
});
afterAll(async () => {
  delete processState().container;
  await harness.stop();
});

const OUTPUT = "GET /api/outputs/{id}/thumbnail";
const UPLOAD = "GET /api/uploads/{id}/thumbnail";
const RED = { r: 200, g: 30, b: 30 };
const BLUE = { r: 30, g: 30, b: 200 };
const NOWHERE = "01890a5d-ac96-774b-bcce-b302099a8057";

const painted = (width: number, height: number, background = RED) =>
  sharp({ create: { width, height, channels: 3, background } });

/** A kept result with this content. @returns its id, its task's and its checksum */
async function aResult(content: Buffer | null, fileType = "png") {
  const { db, config } = harness.app;
  const task = await harness.createTask(uuidv7(), { start: false });
  const account = await db.account.findFirstOrThrow();
  const attempt = await anAttempt(db, task.id, account.id, { releasedAt: new Date(), endedAt: new Date() });
  const [id, sha256] = [
    uuidv7(),
    createHash("sha256")
      .update(content ?? "")
      .digest("hex"),
  ];
  const fileKey = `results/${task.id}/${id}.${fileType}`;
  const stored = content && { state: "STORED", fileKey, sha256, size: content.length };
  await db.output.create({
    data: { id, taskId: task.id, attemptId: attempt, position: 0, fileType, ...stored },
  });
  if (content) {
    await new FileStore(config.dataDir).write(fileKey, Readable.from([content]), content.length);
  }
  return { id, taskId: task.id, sha256 };
}

const ask = (route: string, id: string, sent: Parameters<typeof call>[1] = {}) =>
  call(route, { path: { id }, ...sent });
const refusal = async (response: Response) => [response.status, (await response.json()).code];
async function kept(): Promise<string[]> {
  const found = await readdir(harness.app.config.dataDir, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
const thumbnailPath = (sha256: string, folder = "thumbnails") =>
  path.join(harness.app.config.dataDir, contentKey(folder, sha256));

describe("the small picture of a result", () => {
  it("is a square WebP, cut from the middle of a large one", async () => {
    const { id } = await aResult(await painted(900, 500).png().toBuffer());
    const response = await ask(OUTPUT, id);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/webp"]);
    const { format, width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([format, width, height]).toEqual(["webp", 160, 160]);
  });

  it("has a larger one for tiles beside it, each made when it is asked for, and both go with their task", async () => {
    const { id, taskId, sha256 } = await aResult(await painted(900, 500, BLUE).png().toBuffer());
    const large = await ask(OUTPUT, id, { query: "?size=480" });
    expect(large.headers.get("cache-control")).toContain("immutable");
    const { width, height } = await sharp(Buffer.from(await large.arrayBuffer())).metadata();
    expect([large.status, width, height]).toEqual([200, 480, 480]);
    expect(await kept()).not.toContain(thumbnailPath(sha256));
    const small = await ask(OUTPUT, id);
    expect(small.headers.get("etag")).not.toBe(large.headers.get("etag"));
    await small.arrayBuffer();
    const both = [thumbnailPath(sha256), thumbnailPath(sha256, "thumbnails-480")];
    expect(await kept()).toEqual(expect.arrayContaining(both));
    expect((await ask(OUTPUT, id, { query: "?size=5000" })).status).toBe(400);
    await harness.app.taskController.remove(ADMIN, taskId);
    await harness.app.db.$executeRaw`UPDATE task SET deleted_at = deleted_at - interval '1 hour'`;
    await harness.app.scheduler.tick();
    await until("both to go", async () => !(await kept()).some((file) => both.includes(file)));
  });

  it("is the smaller one where there is no larger, and may be replaced then", async () => {
    const { id, sha256 } = await aResult(Buffer.from("a film from before"), "mp4");
    const frame = await painted(160, 160).webp().toBuffer();
    const store = new FileStore(harness.app.config.dataDir);
    await store.write(contentKey("thumbnails", sha256), Readable.from([frame]), frame.length);
    const { status, headers } = await ask(OUTPUT, id, { query: "?size=480" });
    expect([status, headers.get("cache-control")]).toEqual([200, "private, max-age=3600"]);
  });

  it("may be kept by the browser for good, and not by anything between", async () => {
    const { id } = await aResult(await painted(300, 300).jpeg().toBuffer(), "jpg");
    const { headers } = await ask(OUTPUT, id);
    expect(headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/^sandbox/);
    const again = await ask(OUTPUT, id, { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });

  it("is the first frame of a moving picture", async () => {
    const frames = await Promise.all([RED, BLUE].map((color) => painted(200, 200, color).png().toBuffer()));
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { id } = await aResult(moving, "gif");
    const picture = sharp(Buffer.from(await (await ask(OUTPUT, id)).arrayBuffer()));
    expect((await picture.metadata()).pages ?? 1).toBe(1);
    const [red, , blue] = (await picture.stats()).channels;
    expect(red?.mean ?? 0).toBeGreaterThan(blue?.mean ?? 255);
  });

  it("is upright, as the camera held it", async () => {
    const lying = await painted(100, 60).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { id } = await aResult(lying, "jpg");
    const { width, height } = await sharp(
      Buffer.from(await (await ask(OUTPUT, id)).arrayBuffer()),
    ).metadata();
    expect([width, height]).toEqual([60, 100]);
  });

  it.each([
    ["a text", Buffer.from("once upon a time"), "txt"],
    ["a sound", Buffer.from("ID3\u0003\u0000 a sound"), "mp3"],
    ["noise that calls itself a picture", Buffer.from([0x89, 0x50, 1, 2, 3, 4, 5, 6]), "png"],
    [
      "a drawing, which is a stranger's program",
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
      ),
      "svg",
    ],
  ])("does not exist for %s", async (_what, content, fileType) => {
    const { id } = await aResult(content, fileType);
    expect(await refusal(await ask(OUTPUT, id))).toEqual([404, "OUTPUT_NOT_FOUND"]);
  });

  it("does not exist for a picture that would need too much memory", async () => {
    const pixels = await painted(8_000, 5_001).png({ compressionLevel: 1 }).toBuffer();
    const { id } = await aResult(pixels);
    expect(await refusal(await ask(OUTPUT, id))).toEqual([404, "OUTPUT_NOT_FOUND"]);
  });

  it("is tried once: content that cannot be made small costs nobody a second turn", async () => {
    const { id, taskId } = await aResult(Buffer.from([0x89, 0x50, 1, 2, 3, 4, 5, 6, 7]));
    expect(await refusal(await ask(OUTPUT, id))).toEqual([404, "OUTPUT_NOT_FOUND"]);
    const file = path.join(harness.app.config.dataDir, `results/${taskId}/${id}.png`);
    await writeFile(file, await painted(20, 20).png().toBuffer());
    expect(await refusal(await ask(OUTPUT, id))).toEqual([404, "OUTPUT_NOT_FOUND"]);
  });

  it("is not made for a request that has gone, and is for one that still waits for the same", async () => {
    const { id, sha256 } = await aResult(await painted(41, 43).webp().toBuffer(), "webp");
    const gone = { signal: AbortSignal.abort() };
    await ask(OUTPUT, id, gone);
    expect(await kept()).not.toContain(thumbnailPath(sha256));
    const [, waiting] = await Promise.all([ask(OUTPUT, id, gone), ask(OUTPUT, id)]);
    expect(waiting.status).toBe(200);
    expect(await kept()).toContain(thumbnailPath(sha256));
  });

  it("is not there yet while the result is being copied, and never for an unknown one", async () => {
    const { id } = await aResult(null);
    expect(await refusal(await ask(OUTPUT, id))).toEqual([503, "NOT_READY"]);
    expect(await refusal(await ask(OUTPUT, NOWHERE))).toEqual([404, "OUTPUT_NOT_FOUND"]);
    expect(await refusal(await ask(OUTPUT, "nonsense"))).toEqual([404, "OUTPUT_NOT_FOUND"]);
  });

  it("is only for people who are signed in", async () => {
    const { id } = await aResult(await painted(20, 20).png().toBuffer());
    expect(await refusal(await ask(OUTPUT, id, { signedIn: false }))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("comes to all who ask at once for the same and for others, without a half file beside it", async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, async (_, shade) =>
        aResult(
          await painted(640, 480, { r: shade * 20, g: 9, b: 9 })
            .png()
            .toBuffer(),
        ),
      ),
    );
    const asked = [...results, ...results, ...results, ...results, ...results];
    const answers = await Promise.all(asked.map(({ id }) => ask(OUTPUT, id)));
    expect(answers.map(({ status }) => status)).toEqual(asked.map(() => 200));
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    const unfinished = path.join(harness.app.config.dataDir, "tmp");
    expect((await kept()).filter((file) => file.startsWith(unfinished))).toEqual([]);
  });

  it("is gone with its task, once that is beyond undo", async () => {
    const { id, taskId, sha256 } = await aResult(await painted(50, 50, BLUE).png().toBuffer());
    await (await ask(OUTPUT, id)).arrayBuffer();
    expect(await kept()).toContain(thumbnailPath(sha256));
    await harness.app.taskController.remove(ADMIN, taskId);
    expect(await refusal(await ask(OUTPUT, id))).toEqual([404, "OUTPUT_NOT_FOUND"]);
    await harness.app.db.$executeRaw`UPDATE task SET deleted_at = deleted_at - interval '1 hour'`;
    await harness.app.scheduler.tick();
    await until("its file to go", async () => !(await kept()).includes(thumbnailPath(sha256)));
  });
});

describe("the small picture of an upload", () => {
  const operator: Actor = { ...ADMIN, role: "operator" };
  const upload = (content: Buffer, fileName = "a.png") =>
    harness.app.uploads.store(operator, {
      fileName,
      mimeType: "image/png",
      stream: Readable.from([content]),
    });

  it("is made like that of a result", async () => {
    const { id } = await upload(await painted(500, 700, BLUE).png().toBuffer());
    const response = await ask(UPLOAD, id);
    const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([response.status, width, height]).toEqual([200, 160, 160]);
  });

  it("does not exist when the file is gone from the disk, or for an unknown one", async () => {
    const { id, sha256 } = await upload(await painted(31, 7, BLUE).png().toBuffer());
    await writeFile(path.join(harness.app.config.dataDir, contentKey("uploads", sha256)), "");
    expect(await refusal(await ask(UPLOAD, id))).toEqual([404, "UPLOAD_NOT_FOUND"]);
    expect(await refusal(await ask(UPLOAD, NOWHERE))).toEqual([404, "UPLOAD_NOT_FOUND"]);
  });
});

describe("the small picture of a film", () => {
  const PUT = "PUT /api/outputs/{id}/poster";
  const handIn = (id: string, frame: Buffer, headers: Record<string, string> = {}) =>
    ask(PUT, id, { body: new Uint8Array(frame), headers: { "content-type": "image/jpeg", ...headers } });
  const film = (words: string) => aResult(Buffer.from(words), "mp4");

  it("is the frame that a browser hands in, made small; the first one wins", async () => {
    const { id } = await film("a film");
    expect(await refusal(await ask(OUTPUT, id))).toEqual([404, "OUTPUT_NOT_FOUND"]);
    const taken = await handIn(id, await painted(640, 360, BLUE).jpeg().toBuffer());
    expect([taken.status, await taken.json()]).toEqual([200, { taken: true }]);
    const second = await handIn(id, await painted(640, 360, RED).jpeg().toBuffer());
    expect(await second.json()).toEqual({ taken: false });
    const picture = sharp(Buffer.from(await (await ask(OUTPUT, id)).arrayBuffer()));
    const { format, width, height } = await picture.metadata();
    expect([format, width, height]).toEqual(["webp", 160, 160]);
    const [red, , blue] = (await picture.stats()).channels;
    expect(blue?.mean ?? 0).toBeGreaterThan(red?.mean ?? 255);
    const large = await ask(OUTPUT, id, { query: "?size=480" });
    expect((await sharp(Buffer.from(await large.arrayBuffer())).metadata()).width).toBe(480);
  });

  it.each([
    ["a page", Buffer.from("<html></html>"), 415],
    ["a drawing", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
    ["too large a file", Buffer.alloc(2 * 1024 * 1024 + 1), 413],
  ])("is not %s", async (what, content, status) => {
    const { id } = await film(what);
    expect((await handIn(id, content)).status).toBe(status);
    expect(await refusal(await ask(OUTPUT, id))).toEqual([404, "OUTPUT_NOT_FOUND"]);
  });

  it("is not taken for a picture, which has its own, or an unknown result", async () => {
    const { id } = await aResult(await painted(30, 40).png().toBuffer());
    const frame = await painted(64, 64).jpeg().toBuffer();
    for (const other of [id, NOWHERE, "nonsense"])
      expect(await refusal(await handIn(other, frame))).toEqual([404, "OUTPUT_NOT_FOUND"]);
  });

  it("is taken from nobody who may only look", async () => {
    const { id } = await film("not from a viewer");
    const frame = await painted(64, 64).jpeg().toBuffer();
    const viewer: Actor = { ...ADMIN, role: "viewer" };
    await expect(harness.app.posters.take(viewer, id, frame)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
