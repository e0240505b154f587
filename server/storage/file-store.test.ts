import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileStore, TooLarge } from "./file-store";

let root: string;
let store: FileStore;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "hubqueue-store-"));
  store = new FileStore(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const stream = (text: string) => Readable.from([Buffer.from(text)]);
const leftovers = () => readdir(path.join(root, "tmp"));

test("a file is there with its size and checksum once it is whole", async () => {
  const stored = await store.write("results/a/b.txt", stream("hello"), 100);
  expect(stored.size).toBe(5);
  expect(stored.sha256).toMatch(/^2cf24dba/);
  expect(await readFile(store.pathOf("results/a/b.txt"), "utf8")).toBe("hello");
});

test("equal contents are kept once", async () => {
  const [one, two] = [
    await store.writeByContent("uploads", stream("same"), 100),
    await store.writeByContent("uploads", stream("same"), 100),
  ];
  expect(one.key).toBe(two.key);
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
  expect(await leftovers()).toEqual([]);
});

test("a key cannot leave the store", () => {
  expect(() => store.pathOf("../outside")).toThrow("leaves the store");
  expect(() => store.pathOf("/etc/passwd")).toThrow("leaves the store");
});
