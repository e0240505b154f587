import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { entriesOf } from "../testing/archives";
import { ArchiveWriter } from "./archive-writer";

let folder: string;
let target: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-archive-"));
  target = path.join(folder, "archive.tar");
});
afterEach(() => rm(folder, { recursive: true }));

const names = () => readdir(folder);

test("what goes in comes out, in its order, and is for its owner alone", async () => {
  const large = Buffer.alloc(3_000_000, "large ");
  const archive = await ArchiveWriter.create(target);
  await archive.add("small", Buffer.from("small"));
  await archive.add("empty", Buffer.alloc(0));
  await archive.addStream(
    "files/large",
    large.length,
    Readable.from([large.subarray(0, 7), large.subarray(7)]),
  );
  expect(await names()).not.toContain("archive.tar");
  const size = await archive.finish();
  expect(await names()).toEqual(["archive.tar"]);
  const facts = await stat(target);
  expect([facts.size, facts.mode & 0o777]).toEqual([size, 0o600]);
  const entries = await entriesOf(target);
  expect(entries.map(({ name, content }) => [name, content.length])).toEqual([
    ["small", 5],
    ["empty", 0],
    ["files/large", large.length],
  ]);
  expect(entries[2]?.content.equals(large)).toBe(true);
});

test("an abandoned archive leaves nothing, and neither does one whose content broke off or is not as long as it was said", async () => {
  const abandoned = await ArchiveWriter.create(target);
  await abandoned.add("small", Buffer.from("small"));
  await abandoned.abandon();
  const endings = [
    async function* breaksOff() {
      yield Buffer.from("half of ");
      throw new Error("the disk is gone");
    },
    async function* isShort() {
      yield Buffer.from("short");
    },
  ];
  for (const ending of endings) {
    const archive = await ArchiveWriter.create(target);
    await expect(archive.addStream("files/a", 100, Readable.from(ending()))).rejects.toThrow();
    await archive.abandon();
  }
  expect(await names()).toEqual([]);
});

test("a file of that name stays, also one that came while the archive was written", async () => {
  await writeFile(target, "precious");
  await expect(ArchiveWriter.create(target)).rejects.toThrow("already");
  await rm(target);
  const archive = await ArchiveWriter.create(target);
  await writeFile(target, "precious");
  await expect(archive.finish()).rejects.toThrow("already");
  expect(await readFile(target, "utf8")).toBe("precious");
  expect(await names()).toEqual(["archive.tar"]);
});

test("a place that cannot be written to is named as the cause", async () => {
  const nowhere = ArchiveWriter.create(path.join(folder, "missing", "archive.tar"));
  await expect(nowhere).rejects.toThrow(/Nothing can be written to .*missing.*ENOENT/);
});
