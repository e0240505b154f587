/** The same promises wherever the files lie. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BucketServer, startBucketServer } from "../testing/bucket-server";
import { openBucket } from "./bucket";
import { BucketPlace } from "./bucket-place";
import type { FilePart } from "./file-place";
import { contentKey, FileStore, TooLarge } from "./file-store";

let server: BucketServer;
beforeAll(async () => {
  server = await startBucketServer();
});
afterAll(() => server.close());

let root: string;
let store: FileStore;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "hubqueue-store-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Each test has a corner of the bucket for itself. */
const bucketOf = (folder: string) =>
  openBucket({ ...server.settings, prefix: `${server.settings.prefix}${path.basename(folder)}/` });
const PLACES = {
  "on the disk": () => new FileStore(root),
  "in a bucket": () => new FileStore(root, new BucketPlace(bucketOf(root))),
};

const stream = (content: string | Buffer) => Readable.from([Buffer.from(content)]);
const leftovers = () => readdir(path.join(root, "tmp"));

async function content(key: string, part?: FilePart): Promise<string | null> {
  const read = await (await store.find(key))?.read(part);
  return read ? text(read) : null;
}

async function keys(folder: string): Promise<string[]> {
  const found = [];
  for await (const { key } of store.list(folder)) found.push(key);
  return found.sort();
}

describe.each(Object.entries(PLACES))("%s", (_where, make) => {
  beforeEach(() => {
    store = make();
  });

  test("a file is there with its size and checksum once it is whole", async () => {
    const stored = await store.write("results/a/b.txt", stream("hello"), 100);
    expect(stored.size).toBe(5);
    expect(stored.sha256).toMatch(/^2cf24dba/);
    expect((await store.find("results/a/b.txt"))?.size).toBe(5);
    expect(await content("results/a/b.txt")).toBe("hello");
    expect(await leftovers()).toEqual([]);
  });

  test("any part of it can be read", async () => {
    await store.write("results/a", stream("0123456789"), 100);
    expect(await content("results/a", { start: 2, end: 4 })).toBe("234");
    expect(await content("results/a", { start: 9, end: 9 })).toBe("9");
    expect(await content("results/a", { start: 0, end: 9 })).toBe("0123456789");
  });

  test("a large file comes back as it went", async () => {
    const large = randomBytes(20 * 1024 * 1024);
    const { key, sha256 } = await store.writeByContent("results", stream(large), large.length);
    expect(key).toBe(contentKey("results", sha256));
    const read = await (await store.find(key))?.read();
    expect(large.equals(read ? await buffer(read) : Buffer.alloc(0))).toBe(true);
  });

  test("equal contents are kept once", async () => {
    const [one, two] = [
      await store.writeByContent("uploads", stream("same"), 100),
      await store.writeByContent("uploads", stream("same"), 100),
    ];
    expect(one.key).toBe(two.key);
    expect(await keys("uploads")).toEqual([one.key]);
  });

  test("a file over the limit is refused and leaves nothing behind", async () => {
    await expect(store.write("results/big", stream("123456"), 5)).rejects.toThrow(TooLarge);
    expect(await store.exists("results/big")).toBe(false);
    expect(await leftovers()).toEqual([]);
  });

  test("a source that breaks leaves nothing behind", async () => {
    const broken = new Readable({
      read() {
        this.push("half");
        this.destroy(new Error("reset"));
      },
    });
    await expect(store.write("results/half", broken, 100)).rejects.toThrow("reset");
    expect(await store.exists("results/half")).toBe(false);
    expect(await leftovers()).toEqual([]);
  });

  test("what is refused by its check is never there", async () => {
    const check = async () => {
      throw new Error("not what it says");
    };
    await expect(store.writeByContent("uploads", stream("x"), 100, check)).rejects.toThrow(
      "not what it says",
    );
    expect(await keys("uploads")).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  test.each(["../outside", "/etc/passwd", "results/../../outside", "results//x"])(
    "the key %s cannot leave the store",
    async (key) => {
      await expect(store.find(key)).rejects.toThrow("leaves the store");
      await expect(store.write(key, stream("x"), 100)).rejects.toThrow("leaves the store");
      await expect(store.remove(key)).rejects.toThrow("leaves the store");
    },
  );

  test("what is removed is gone, also for whoever has found it before; removing it again is nothing", async () => {
    await store.write("results/a", stream("x"), 100);
    const found = await store.find("results/a");
    await store.remove("results/a");
    expect(await store.find("results/a")).toBeNull();
    expect(await found?.read()).toBeNull();
    await store.remove("results/a");
  });

  test("a folder lists its files with size and age, and nothing of its neighbours", async () => {
    await store.write("results/aa/one", stream("12345"), 100);
    await store.write("results/two", stream("1"), 100);
    await store.write("results-of-others/three", stream("1"), 100);
    expect(await keys("results")).toEqual(["results/aa/one", "results/two"]);
    expect(await keys("nothing")).toEqual([]);
    for await (const { key, sizeBytes, ageSeconds } of store.list("results")) {
      expect(sizeBytes).toBe(key.endsWith("one") ? 5 : 1);
      expect(Math.abs(ageSeconds)).toBeLessThan(60);
    }
  });

  test("a file is kept under a second name, and outlives the first", async () => {
    const { sha256 } = await store.write("results/first name", stream("both"), 100);
    expect(await store.keepByContent("uploads", "results/first name", sha256)).toBe(true);
    await store.remove("results/first name");
    expect(await content(contentKey("uploads", sha256))).toBe("both");
    expect(await store.keepByContent("uploads", "results/first name", sha256)).toBe(true); // it is there
    expect(await store.keepByContent("uploads", "results/none", "0".repeat(64))).toBe(false);
    expect(await leftovers()).toEqual([]);
  });

  test("whoever needs a path gets one, for as long as it is used", async () => {
    await store.write("results/a", stream("with a path"), 100);
    const file = await store.find("results/a");
    if (file === null) throw new Error("it was just written");
    expect(await store.withPath(file, (where) => readFile(where, "utf8"))).toBe("with a path");
    expect(await leftovers()).toEqual([]);
    await store.remove("results/a");
    if (file.localPath === null) expect(await store.withPath(file, async () => "reached")).toBeNull();
  });

  test("a reader who leaves in the middle holds nothing up", async () => {
    await store.write("results/a", stream(Buffer.alloc(8 * 1024 * 1024)), 2 ** 30);
    for (let reader = 0; reader < 20; reader += 1) {
      const read = await (await store.find("results/a"))?.read();
      if (!read) throw new Error("it was just written");
      const closed = new Promise((resolve) => read.on("error", () => undefined).once("close", resolve));
      await once(read, "readable");
      read.destroy();
      await closed;
    }
    expect(await content("results/a", { start: 1, end: 3 })).toBe("\0\0\0");
  });
});

test("temporary files of processes that died go, however old the others are", async () => {
  store = PLACES["in a bucket"]();
  await store.write("results/a", stream("x"), 100);
  await (await open(path.join(root, "tmp", "left"), "w")).close();
  await store.removeTemporaries(60);
  expect(await leftovers()).toEqual(["left"]);
  await store.removeTemporaries(-1);
  expect(await leftovers()).toEqual([]);
  expect(await content("results/a")).toBe("x");
});

test.skipIf(!existsSync("/dev/full"))("a disk that is full is told as that", async () => {
  // What the system says of a write that finds no room.
  const full = await open("/dev/full", "w");
  const error = await full.write("x").catch((caught: unknown) => caught);
  await full.close();
  store = new FileStore(root);
  const source = new Readable({
    read() {
      this.destroy(error as Error); // a failed write's
    },
  });
  await expect(store.write("results/a", source, 100)).rejects.toMatchObject({ code: "STORAGE_FULL" });
});

test("the last room of the disk is left to the database", async () => {
  store = new FileStore(root, null, Number.MAX_SAFE_INTEGER);
  const refused = { code: "STORAGE_FULL", message: expect.stringContaining("make room") };
  await expect(store.write("results/a", stream("x"), 100)).rejects.toMatchObject(refused);
  expect(await leftovers()).toEqual([]);
});
