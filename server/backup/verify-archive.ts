/** Reads an archive from end to end and compares it with its manifest, before anything is made of it. */
import { createHash, type Hash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { type ArchiveEntry, readArchive, wholeOf } from "./archive-reader";
import { rowsIn } from "./dump";
import { kindOf } from "./entry-names";
import { FilesDigest } from "./kept-files";
import { broken, type Manifest, readManifest } from "./manifest";

/** Larger than any piece: a piece is cut after so many megabytes at the next end of a row. */
const MAX_ROWS_BYTES = 512 * 1024 * 1024;
const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;
const MAX_SECRET_BYTES = 4096;

const uncompress = promisify(gunzip);

export interface VerifiedArchive {
  readonly manifest: Manifest;
  readonly appSecret: string;
}

interface Rows {
  rows: number;
  parts: number;
  readonly hash: Hash;
}

/** @throws BackupProblem naming what is wrong with it */
export async function verifyArchive(file: string): Promise<VerifiedArchive> {
  const tables = new Map<string, Rows>();
  const files = new FilesDigest();
  let appSecret: string | null = null;
  let manifest: Manifest | null = null;
  for await (const entry of readArchive(file)) {
    if (manifest !== null) throw broken("something follows its manifest");
    const known = kindOf(entry.name);
    switch (known?.kind) {
      case "rows":
        await countRows(tables, known.table, known.part, entry);
        break;
      case "file":
        files.add(known.key, entry.size, await digestOf(entry));
        break;
      case "appSecret":
        appSecret = (await wholeOf(entry, MAX_SECRET_BYTES)).toString();
        break;
      case "manifest":
        manifest = readManifest((await wholeOf(entry, MAX_MANIFEST_BYTES)).toString());
        break;
      default:
        throw broken(`it has an entry ${entry.name}, which no backup has`);
    }
  }
  if (manifest === null)
    throw broken("it has no end, as if the backup was interrupted or the copy broke off");
  if (appSecret === null || createHash("sha256").update(appSecret).digest("hex") !== manifest.appSecretSha256)
    throw broken("its secret is not the one it was made with");
  compareTables(tables, manifest);
  const found = files.record();
  const wanted = manifest.files ?? new FilesDigest().record();
  if (found.count !== wanted.count) throw broken(`it has ${found.count} files instead of ${wanted.count}`);
  if (found.sha256 !== wanted.sha256) throw broken("its files are not those it was made with");
  return { manifest, appSecret };
}

/** The rows of an entry, as COPY wrote them. @throws BackupProblem */
export async function rowsOf(entry: ArchiveEntry): Promise<Buffer> {
  const compressed = await wholeOf(entry, MAX_ROWS_BYTES);
  return uncompress(compressed, { maxOutputLength: MAX_ROWS_BYTES }).catch(() => {
    throw broken(`${entry.name} cannot be read`);
  });
}

async function countRows(
  tables: Map<string, Rows>,
  table: string,
  part: number,
  entry: ArchiveEntry,
): Promise<void> {
  const known = tables.get(table) ?? { rows: 0, parts: 0, hash: createHash("sha256") };
  tables.set(table, known);
  const text = await rowsOf(entry);
  known.parts += 1;
  if (part !== known.parts) throw broken(`the rows of ${table} are not in order`);
  known.rows += rowsIn(text);
  known.hash.update(text);
}

function compareTables(found: ReadonlyMap<string, Rows>, { tables }: Manifest): void {
  for (const name of found.keys())
    if (!tables.some((table) => table.name === name)) throw broken(`its manifest knows no table ${name}`);
  for (const { name, rows, sha256 } of tables) {
    const { rows: count, hash } = found.get(name) ?? { rows: 0, hash: createHash("sha256") };
    if (count !== rows) throw broken(`it has ${count} rows of ${name} instead of ${rows}`);
    if (hash.digest("hex") !== sha256) throw broken(`the rows of ${name} are not those it was made with`);
  }
}

async function digestOf({ content }: ArchiveEntry): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of content) hash.update(chunk);
  return hash.digest("hex");
}
