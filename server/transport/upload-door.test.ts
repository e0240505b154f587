/** Files through the real REST door: what is taken, and what is refused with a sentence. */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import { processState } from "../process-state";
import { type Harness, startHarness } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { aPicture } from "../testing/pictures";
import { call } from "../testing/routes";
import { zipOf } from "../testing/zips";

let harness: Harness;
let picture: Buffer;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false, apiToken: API_TOKEN } });
  processState().container = harness.app;
  picture = await aPicture();
});
afterAll(async () => {
  delete processState().container;
  await harness.stop();
});
beforeEach(() => harness.app.db.upload.deleteMany());

type Content = string | Uint8Array;

async function send(name: string, content: Content, type = ""): Promise<Response> {
  const body = new FormData();
  body.append(
    "file",
    new File([typeof content === "string" ? content : new Uint8Array(content)], name, { type }),
  );
  return call("POST /api/uploads", { body });
}
async function refusal(name: string, content: Content, type = "") {
  const response = await send(name, content, type);
  const { code, reason, detail, field } = await response.json();
  return { status: response.status, code, reason, detail, field };
}
/** Every file below the data directory. */
async function kept(): Promise<string[]> {
  const root = harness.app.config.dataDir;
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

const HTML = "<!DOCTYPE html><html><script>alert(1)</script></html>";
const SVG = '<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>';
const SVG_WITH_SCRIPT = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`;
const PDF = "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\n";
const EXE = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);
const NOISE = Buffer.from([0, 1, 2, 3, 250, 251, 4, 5]);
const TYPE = 415;
const INPUT = 400;

describe("a bad file is refused with a sentence, and nothing of it is kept", () => {
  it.each<
    [what: string, name: string, content: () => Content, status: number, reason: string, sentence: RegExp]
  >([
    ["no bytes", "a.png", () => "", INPUT, "empty", /empty; choose another file/],
    ["no bytes under a text name", "a.txt", () => "", INPUT, "empty", /empty/],
    [
      "HTML named as a picture",
      "a.png",
      () => HTML,
      TYPE,
      "notMedia",
      /holds text or a web page; save the original/,
    ],
    [
      "HTML behind a mark and blanks",
      "a.jpg",
      () => `\ufeff\n  ${HTML}`,
      TYPE,
      "notMedia",
      /named like a picture/,
    ],
    ["HTML with bytes of no text", "a.png", () => `<html>\u0000${HTML}`, TYPE, "notMedia", /web page/],
    [
      "a script named as a video",
      "a.mp4",
      () => "#!/bin/sh\nrm -rf /\n",
      TYPE,
      "notMedia",
      /named like a video/,
    ],
    [
      "PHP named as a sound",
      "a.mp3",
      () => "<?php system($_GET[1]);",
      TYPE,
      "notMedia",
      /named like a sound/,
    ],
    ["plain text named as a picture", "a.webp", () => "a red fox", TYPE, "notMedia", /holds text/],
    [
      "Chinese text in an old encoding",
      "a.png",
      () => Buffer.from([0xba, 0xec, 0xba, 0xfc]),
      TYPE,
      "notMedia",
      /text/,
    ],
    ["text in UTF-16", "a.png", () => Buffer.from("\ufeffred fox", "utf16le"), TYPE, "notMedia", /text/],
    ["an SVG", "a.svg", () => SVG, TYPE, "svg", /PNG, JPEG or WEBP, so save it as PNG/],
    ["an SVG with a script", "a.svg", () => SVG_WITH_SCRIPT, TYPE, "svg", /save it as PNG/],
    ["an SVG named as PNG", "a.png", () => SVG_WITH_SCRIPT, TYPE, "svg", /save it as PNG/],
    [
      "a packed SVG",
      "a.svgz",
      () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
      TYPE,
      "svg",
      /save it as PNG/,
    ],
    [
      "a PDF named as a picture",
      "a.png",
      () => PDF,
      TYPE,
      "otherKind",
      /but its content is PDF; choose the right/,
    ],
    ["a program named as a video", "a.mp4", () => EXE, TYPE, "otherKind", /its content is EXE/],
    ["a picture named as a sound", "a.mp3", () => picture, TYPE, "otherKind", /its content is PNG/],
    ["a ZIP named as a picture", "a.png", () => zipOf([]), TYPE, "otherKind", /its content is ZIP/],
    [
      "a cut PNG",
      "a.png",
      () => picture.subarray(0, 20),
      INPUT,
      "damaged",
      /open it in an image editor, save it again/,
    ],
    [
      "a cut JPEG without a name of its kind",
      "a",
      () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      INPUT,
      "damaged",
      /cannot be read/,
    ],
    ["text named as a ZIP", "a.zip", () => "no zip", TYPE, "notMedia", /named like a ZIP file/],
    ["a picture named as a ZIP", "a.zip", () => picture, TYPE, "otherKind", /named like a ZIP file/],
    [
      "a cut ZIP",
      "a.zip",
      () => zipOf([{ name: "a.png", content: picture }]).subarray(0, 60),
      INPUT,
      "zipBroken",
      /pack the pictures again/,
    ],
    ["an empty ZIP", "a.zip", () => zipOf([]), INPUT, "zipEmpty", /holds no pictures/],
    [
      "a ZIP with clutter only",
      "a.zip",
      () =>
        zipOf([
          { name: "__MACOSX/._a.png", content: "x" },
          { name: "d/", content: "" },
        ]),
      INPUT,
      "zipEmpty",
      /no pictures/,
    ],
    [
      "a ZIP with a password",
      "a.zip",
      () => zipOf([{ name: "a.png", content: picture, locked: true }]),
      INPUT,
      "zipLocked",
      /password/,
    ],
    [
      "a ZIP whose paths lead out",
      "a.zip",
      () => zipOf([{ name: "../../a.png", content: picture }]),
      INPUT,
      "zipPath",
      /lead out of it/,
    ],
    [
      "a ZIP with an absolute path",
      "a.zip",
      () => zipOf([{ name: "/etc/a.png", content: picture }]),
      INPUT,
      "zipPath",
      /lead out of it/,
    ],
    [
      "a ZIP in a ZIP",
      "a.zip",
      () => zipOf([{ name: "b.zip", content: zipOf([]) }]),
      INPUT,
      "zipNested",
      /another archive, "b.zip"/,
    ],
    [
      "a ZIP with a program",
      "a.zip",
      () =>
        zipOf([
          { name: "a.png", content: picture },
          { name: "run.exe", content: EXE },
        ]),
      INPUT,
      "zipNoPicture",
      /holds "run.exe", which is no picture/,
    ],
    [
      "a ZIP with an SVG",
      "a.zip",
      () => zipOf([{ name: "a.svg", content: SVG }]),
      INPUT,
      "zipNoPicture",
      /a\.svg/,
    ],
    [
      "a ZIP of 1,001 files",
      "a.zip",
      () => zipOf(Array.from({ length: 1_001 }, (_, n) => ({ name: `${n}.png`, content: "x" }))),
      INPUT,
      "zipTooMany",
      /more than 1000 files/,
    ],
    [
      "a ZIP bomb by ratio",
      "a.zip",
      () => zipOf([{ name: "a.png", content: Buffer.alloc(2 * 1024 * 1024) }]),
      INPUT,
      "zipTooLarge",
      /far more than pictures do/,
    ],
    [
      "a ZIP bomb by sum",
      "a.zip",
      () =>
        zipOf(
          Array.from({ length: 400 }, (_, n) => ({ name: `${n}.png`, content: "x", toldBytes: 1024 * 1024 })),
        ),
      INPUT,
      "zipTooLarge",
      /more than 300 MB/,
    ],
    [
      "a ZIP bomb without a name of its kind",
      "a",
      () => zipOf([{ name: "a.png", content: Buffer.alloc(2 * 1024 * 1024) }]),
      INPUT,
      "zipTooLarge",
      /300 MB/,
    ],
  ])("%s", async (_what, name, content, status, reason, sentence) => {
    const before = await kept();
    const refused = await refusal(name, content());
    const code = status === TYPE ? "UNSUPPORTED_MEDIA_TYPE" : "INVALID_INPUT";
    expect(refused).toMatchObject({ status, code, reason, field: "file" });
    expect(refused.detail).toMatch(sentence);
    expect(await kept()).toEqual(before);
    expect(await harness.app.db.upload.count()).toBe(0);
  });

  it("too large: the answer is 413, and what came is thrown away", async () => {
    const before = await kept();
    const refused = await refusal("a.png", new Uint8Array(MAX_UPLOAD_BYTES + 1));
    expect(refused).toMatchObject({ status: 413, code: "PAYLOAD_TOO_LARGE", reason: "tooLarge" });
    expect(await kept()).toEqual(before);
  });

  it("a content that was taken under a fitting name stays, when it is refused under another", async () => {
    const { id } = await (await send("notes.txt", HTML, "text/plain")).json();
    expect(await refusal("notes.png", HTML)).toMatchObject({ reason: "notMedia" });
    expect(await (await call("GET /api/uploads/{id}", { path: { id } })).text()).toBe(HTML);
  });

  it("a name without an ending claims what the sender says", async () => {
    expect(await refusal("blob", HTML, "image/png")).toMatchObject({ reason: "notMedia" });
  });
});

describe("a good file is taken with the type of its content", () => {
  const jpeg = () =>
    sharp({ create: { width: 1, height: 1, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer();
  it.each<[what: string, name: string, content: () => Content | Promise<Content>, mimeType: string]>([
    ["a PNG", "a.png", () => picture, "image/png"],
    ["a JPEG named as PNG", "a.png", jpeg, "image/jpeg"],
    ["a picture without an ending", "a", () => picture, "image/png"],
    [
      "a ZIP of pictures",
      "a.zip",
      () =>
        zipOf([
          { name: "in/a.png", content: picture },
          { name: "__MACOSX/in/._a.png", content: "x" },
        ]),
      "application/zip",
    ],
    ["bytes that nobody knows, named as a video", "a.mkv", () => NOISE, "application/octet-stream"],
    ["text", "a.txt", () => "a red fox", "text/plain"],
    ["JSON", "a.json", () => "{}", "application/json"],
    ["another document", "a.pdf", () => PDF, "application/pdf"],
    [
      "an MP4 with sound only",
      "a.mp4",
      () => Buffer.from("\u0000\u0000\u0000\u0018ftypM4A \u0000\u0000\u0000\u0000M4A mp42"),
      "audio/x-m4a",
    ],
  ])("%s", async (_what, name, content, mimeType) => {
    const claimed = { "a.txt": "text/plain", "a.json": "application/json" }[name];
    const response = await send(name, await content(), claimed);
    expect([response.status, await response.json()]).toMatchObject([201, { fileName: name, mimeType }]);
  });

  it.each([
    ["../../evil.png", "evil.png"],
    ["..\\..\\evil.png", "evil.png"],
    ["cute\u202egnp.png", "cutegnp.png"],
    ["con.png", "_con.png"],
    [`${"x".repeat(400)}.png`, `${"x".repeat(196)}.png`],
  ])("with the name %j it is kept as %j, below the data directory", async (given, cleaned) => {
    const before = await kept();
    expect(await (await send(given, await aPicture(given))).json()).toMatchObject({ fileName: cleaned });
    const added = (await kept()).filter((file) => !before.includes(file));
    expect(added).toEqual([expect.stringContaining(path.join(harness.app.config.dataDir, "uploads"))]);
  });
});

describe("a content that is here already", () => {
  const find = (content: Buffer, fileName: string) =>
    harness.app.uploads.find(
      { kind: "user", id: "o", name: "o@example.com", role: "operator" },
      { sha256: createHash("sha256").update(content).digest("hex"), size: content.length, fileName },
    );

  it("is found under the name it has now, so that it need not be sent again", async () => {
    const content = await aPicture("found");
    expect(await find(content, "fox.png")).toBeNull();
    const sent = await (await send("fox.png", content)).json();
    expect(await find(content, "fox.png")).toEqual(sent);
    expect(await find(content, "wolf.png")).toMatchObject({ fileName: "wolf.png", sha256: sent.sha256 });
  });

  it("is refused under a name that claims something else, as when it is sent", async () => {
    const content = await aPicture("claims");
    await send("fox.png", content);
    await expect(find(content, "fox.mp3")).rejects.toMatchObject({ details: { reason: "otherKind" } });
  });

  it("is stored once, however often and under whatever names it comes", async () => {
    const content = await aPicture("once");
    const before = await kept();
    for (const name of ["a.png", "b.png", "a.png"]) await send(name, content);
    expect((await kept()).length - before.length).toBe(1);
    expect(await harness.app.db.upload.count()).toBe(2);
  });
});

it("no upload runs a script in the origin that holds the session", async () => {
  const { id } = await (await send("page.txt", HTML, "text/html")).json();
  const { headers } = await call("GET /api/uploads/{id}", { path: { id } });
  expect(headers.get("content-type")).not.toContain("html");
  expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
  expect(headers.get("content-security-policy")).not.toContain("allow-");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});
