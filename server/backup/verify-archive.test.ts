/** Whatever happened to an archive is seen before anything is made of it. */
import { mkdtemp, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../persistence/prisma";
import { FileStore } from "../storage/file-store";
import { type Entry, entriesOf, turned, writeEntries } from "../testing/archives";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { aBatch } from "../testing/factories";
import { makeBackup } from "./make-backup";
import { requireKnown } from "./restore-archive";
import { verifyArchive } from "./verify-archive";

let folder: string;
let database: TestDatabase;
let whole: readonly Entry[];
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-verify-"));
  file = path.join(folder, "backup.tar");
  database = await createTestDatabase();
  const db = connect({ databaseUrl: database.url });
  const store = new FileStore(folder, null, 0);
  for (const content of ["one", "another"]) {
    const { sha256 } = await store.writeByContent("uploads", Readable.from([content]), 100);
    await db.upload.create({
      data: { id: uuidv7(), fileName: "a", size: 3, mimeType: "image/png", sha256 },
    });
  }
  await aBatch(db);
  await db.$disconnect();
  await makeBackup({
    databaseUrl: database.url,
    store,
    appSecret: "a secret for tests",
    target: file,
    withFiles: true,
    productVersion: "0.1.0",
  });
  whole = await entriesOf(file);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const named = (pattern: RegExp) => {
  const found = whole.find(({ name }) => pattern.test(name));
  if (found === undefined) throw new Error(`the archive has no entry ${pattern}`);
  return found;
};
const without = (pattern: RegExp) => whole.filter((entry) => entry !== named(pattern));
const withChanged = (pattern: RegExp, content: Buffer) =>
  whole.map((entry) => (entry === named(pattern) ? { ...entry, content } : entry));
const manifest = () => JSON.parse(named(/^manifest/).content.toString());
const withManifest = (changes: object) =>
  withChanged(/^manifest/, Buffer.from(JSON.stringify({ ...manifest(), ...changes })));

async function verify(entries: readonly Entry[]) {
  const changed = path.join(folder, "changed.tar");
  await writeEntries(changed, entries);
  return verifyArchive(changed);
}

test("one that nothing happened to is whole, also when it was packed anew", async () => {
  expect((await verifyArchive(file)).manifest).toEqual(manifest());
  expect((await verify(whole)).appSecret).toBe("a secret for tests");
});

const ROWS = /^database\/batch\//;
const FILE = /^files\//;
const SECRET = /^app-secret/;
const MANIFEST = /^manifest/;

test.each([
  ["rows that are missing", () => without(ROWS), "0 rows of batch instead of 1"],
  ["a file that is missing", () => without(FILE), "1 files instead of 2"],
  ["a secret that is missing", () => without(SECRET), "secret"],
  ["a manifest that is missing", () => without(MANIFEST), "no end"],
  ["a turned bit among rows", () => withChanged(ROWS, turned(named(ROWS).content)), /rows|cannot be read/],
  ["a turned bit in a file", () => withChanged(FILE, turned(named(FILE).content)), "files"],
  ["a turned bit in the secret", () => withChanged(SECRET, turned(named(SECRET).content)), "secret"],
  ["a manifest of nonsense", () => withChanged(MANIFEST, Buffer.from("{")), "manifest"],
  ["a manifest that counts otherwise", () => withManifest({ files: null }), "2 files instead of 0"],
  [
    "an entry that no backup has",
    () => [{ name: "virus.exe", content: Buffer.from("x") }, ...whole],
    "virus.exe",
  ],
  ["something after its end", () => [...whole, named(FILE)], "follows its manifest"],
  ["rows twice", () => [named(ROWS), ...whole], "not in order"],
])("%s", async (_what, entries, words) => {
  await expect(verify(entries())).rejects.toThrow(words);
});

test("it broke off, wherever", async () => {
  const { size } = await stat(file);
  for (const share of [0.2, 0.5, 0.9]) {
    const changed = path.join(folder, "cut.tar");
    await writeEntries(changed, whole);
    await truncate(changed, Math.floor(size * share));
    await expect(verifyArchive(changed)).rejects.toThrow("damaged");
  }
});

test("it was made by a newer HubQueue: by its format, or by a migration nobody knows here", async () => {
  const newer = { format: 2, hubqueue: "9.9.9" };
  await expect(verify(withManifest(newer))).rejects.toThrow("newer HubQueue (9.9.9)");
  const { migrations } = manifest();
  const { manifest: known } = await verify(withManifest({ migrations: [...migrations, "20991231_future"] }));
  await expect(requireKnown(known)).rejects.toThrow("newer HubQueue");
});
