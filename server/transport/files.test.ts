import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import { DiskPlace } from "../storage/disk-place";
import type { KeptFile } from "../storage/file-place";
import { furnish } from "../testing/house";
import { call } from "../testing/routes";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const CONTENT = "0123456789";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue files "));
  await writeFile(path.join(folder, "kept"), CONTENT);
  await writeFile(path.join(folder, "empty"), "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function keeping(result: { fileName?: string; mimeType?: string; name?: string; file?: KeptFile }): void {
  const { fileName = "a.png", mimeType = "image/png", name = "kept" } = result;
  furnish({
    outputs: {
      open: async () => {
        const file = result.file ?? (await new DiskPlace(folder).find(name));
        if (file === null) throw new Error("the test has no such file");
        return { fileName, mimeType, file };
      },
    },
  });
}

const get = (headers: Record<string, string> = {}, query = "") =>
  call("GET /api/outputs/{id}", { path: { id: ID }, headers, query });

describe("a kept file", () => {
  beforeEach(() => keeping({}));

  it("comes whole, with its size and type", async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("10");
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(await response.text()).toBe(CONTENT);
  });

  it.each([
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=5-99", "56789", "bytes 5-9/10"],
  ])("comes in part when a player asks for %s", async (range, text, contentRange) => {
    const response = await get({ range });
    expect([response.status, response.headers.get("content-range")]).toEqual([206, contentRange]);
    expect(response.headers.get("content-length")).toBe(String(text.length));
    expect(await response.text()).toBe(text);
  });

  it("comes whole for a range that is none, for several, and for one of an older copy", async () => {
    const asks: Record<string, string>[] = [
      { range: "lines=1-2" },
      { range: "bytes=0-1,5-6" },
      { range: "bytes=0-1", "if-range": '"old"' },
    ];
    for (const headers of asks) {
      const response = await get(headers);
      expect([response.status, await response.text()]).toEqual([200, CONTENT]);
    }
  });

  it("says how long it is when the range lies outside", async () => {
    const response = await get({ range: "bytes=10-" });
    expect([response.status, response.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it("is not sent again to a browser that has it", async () => {
    const etag = (await get()).headers.get("etag") ?? "";
    expect((await get({ "if-none-match": etag })).status).toBe(304);
  });

  it("keeps a name in any script, and quotes in it end nothing", async () => {
    keeping({ fileName: '图片 "1".png' });
    const header = (await get({}, "?download=1")).headers.get("content-disposition");
    expect(header).toBe(
      `attachment; filename="__ _1_.png"; filename*=UTF-8''%E5%9B%BE%E7%89%87%20%221%22.png`,
    );
    expect((await get()).headers.get("content-disposition")).toMatch(/^inline;/);
  });

  it("cannot act on this site, even if it is a page with scripts", async () => {
    keeping({ fileName: "result.html", mimeType: "text/html" });
    const { headers } = await get();
    expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    expect(headers.get("content-security-policy")).not.toContain("allow-");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("may be empty", async () => {
    keeping({ name: "empty" });
    const response = await get({ range: "bytes=0-" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("is a refusal, not a crash, when it goes before it is read", async () => {
    keeping({ file: { size: 10, localPath: null, read: async () => null } });
    const response = await get();
    expect([response.status, (await response.json()).code]).toEqual([404, "OUTPUT_NOT_FOUND"]);
  });

  it("is not read on when the browser leaves, and no further than it has asked", async () => {
    let sent = 0;
    const content = new Readable({
      read() {
        sent += 1;
        this.push(Buffer.alloc(64 * 1024));
      },
    });
    keeping({ file: { size: 2 ** 31, localPath: null, read: async () => content } });
    const reader = (await get()).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(content.destroyed).toBe(true);
    expect(sent).toBeLessThan(20);
  });

  it("is read for nobody who only asks about it, or has it", async () => {
    const read = async () => {
      throw new Error("nobody wants to read it");
    };
    keeping({ file: { size: 10, localPath: null, read } });
    const head = await call("HEAD /api/outputs/{id}", { path: { id: ID } });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, "10"]);
    const etag = head.headers.get("etag") ?? "";
    expect((await get({ "if-none-match": etag })).status).toBe(304);
  });
});

describe("an upload", () => {
  let stored: { fileName: string; mimeType: string; size: number }[];
  beforeEach(() => {
    stored = [];
    furnish({
      uploads: {
        store: async (_actor, { fileName, mimeType, stream }) => {
          const { length: size } = await buffer(stream);
          if (size > MAX_UPLOAD_BYTES)
            throw new AppError("PAYLOAD_TOO_LARGE", "too large", { field: "file" });
          stored.push({ fileName, mimeType, size });
          return { id: ID, fileName, mimeType, size, sha256: "0" };
        },
      },
    });
  });

  function form(...files: [field: string, name: string, content: BlobPart][]): FormData {
    const data = new FormData();
    data.append("note", "a text field besides");
    for (const [field, name, content] of files)
      data.append(field, new File([content], name, { type: "image/png" }));
    return data;
  }
  const send = (body: BodyInit, headers = {}) => call("POST /api/uploads", { body, headers });

  it("is handed on with its name, whatever the script", async () => {
    const response = await send(form(["file", "红狐.png", "pixels"]));
    expect(response.status).toBe(201);
    expect(stored).toEqual([{ fileName: "红狐.png", mimeType: "image/png", size: 6 }]);
  });

  it("may have the full 30 MB, and not a byte more", async () => {
    expect((await send(form(["file", "a", new Uint8Array(MAX_UPLOAD_BYTES)]))).status).toBe(201);
    const response = await send(form(["file", "a", new Uint8Array(MAX_UPLOAD_BYTES + 1)]));
    expect([response.status, (await response.json()).field]).toEqual([413, "file"]);
  });

  it("is refused before it is read when it says that it is far too large", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x", "content-length": "99000000" };
    expect((await send("", headers)).status).toBe(413);
  });

  it.each([
    ["no file", form()],
    ["a file under another name", form(["image", "a.png", "x"])],
  ])("with %s names the missing field", async (_what, data) => {
    const response = await send(data);
    expect([response.status, (await response.json()).field]).toEqual([400, "file"]);
  });

  it("takes the one named file out of several", async () => {
    expect((await send(form(["other", "o.png", "xx"], ["file", "f.png", "yyy"]))).status).toBe(201);
    expect(stored.map((file) => file.fileName)).toEqual(["f.png"]);
  });

  it.each([
    [
      "breaks off in the file",
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
    ],
    ["breaks off in the head", "--x\r\nContent-Dispo"],
    ["is noise", "noise"],
    ["is empty", ""],
  ])("that %s is refused and stores nothing", async (_what, body) => {
    const response = await send(body, { "content-type": "multipart/form-data; boundary=x" });
    expect([response.status, (await response.json()).code]).toEqual([400, "INVALID_INPUT"]);
    expect(stored).toEqual([]);
  });

  it("reads on after a refusal, so that the client hears it", async () => {
    furnish({
      uploads: {
        store: async () => {
          throw new AppError("FORBIDDEN", "viewers cannot upload");
        },
      },
    });
    let sent = 0;
    const chunk = new TextEncoder().encode("x".repeat(64 * 1024));
    const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === 0) controller.enqueue(new TextEncoder().encode(head));
        controller.enqueue(chunk);
        sent += 1;
        if (sent < 100) return;
        controller.enqueue(new TextEncoder().encode("\r\n--x--\r\n"));
        controller.close();
      },
    });
    const response = await send(body, { "content-type": "multipart/form-data; boundary=x" });
    expect([response.status, sent]).toEqual([403, 100]);
  });
});
