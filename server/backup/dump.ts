/** The rows of a database at one moment, while it goes on being written. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { ArchiveWriter } from "./archive-writer";
import { rowsEntry } from "./entry-names";
import { BackupProblem, type Manifest, type TableRecord } from "./manifest";
import { readMigrationNames, readSequences, readTables, type Table } from "./table-list";

/** Rows are compressed and written in pieces of about this size, which is what a backup takes of the memory. */
const PART_BYTES = 4 * 1024 * 1024;
/** A migration may hold a table; nothing else does for long. */
const LOCK_TIMEOUT = "60s";
/** Whoever is signed in signs in again: a session in an archive would be a key to the original. */
const LEFT_OUT = ["auth_session", "auth_verification"];

/** Every file that the rows need, once each. Small pictures are made again. */
const NEEDED_FILES = `
  SELECT file_key FROM output WHERE file_key IS NOT NULL
  UNION SELECT 'uploads/' || left(sha256, 2) || '/' || sha256 FROM upload ORDER BY 1`;

export type DatabaseRecord = Pick<Manifest, "madeAt" | "migrations" | "tables" | "sequences">;

const compress = promisify(gzip);

/**
 * Writes all rows in one transaction, which only reads. Leaves the client unusable when it fails.
 * @param keysFile gets the keys of the files that the rows need, one a line
 * @throws BackupProblem when the database is migrated at that moment
 */
export async function dumpDatabase(
  client: Client,
  archive: ArchiveWriter,
  keysFile: string,
  note: (line: string) => void,
): Promise<DatabaseRecord> {
  const before = await readTables(client);
  const migrations = await readMigrationNames(client);
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
  // Before the first look, which fixes the moment: a table that is rebuilt after that would seem empty.
  await client.query(
    `LOCK TABLE ${before.map(({ name }) => client.escapeIdentifier(name)).join(", ")} IN ACCESS SHARE MODE`,
  );
  const { rows: clock } = await client.query<{ at: Date }>("SELECT now() AS at");
  const all = await readTables(client);
  if (JSON.stringify(all) !== JSON.stringify(before))
    throw new BackupProblem("The database was migrated at this very moment. Make the backup again.");

  const tables: TableRecord[] = [];
  for (const table of all) {
    if (!LEFT_OUT.includes(table.name)) tables.push(await dumpTable(client, archive, table));
  }
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  note(`${rows} rows of ${tables.length} tables`);
  await pipeline(client.query(copyTo(`COPY (${NEEDED_FILES}) TO STDOUT`)), createWriteStream(keysFile));
  const sequences = await readSequences(client);
  await client.query("COMMIT");
  return { madeAt: (clock[0]?.at ?? new Date()).toISOString(), migrations, tables, sequences };
}

async function dumpTable(client: Client, archive: ArchiveWriter, table: Table): Promise<TableRecord> {
  const name = client.escapeIdentifier(table.name);
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const hash = createHash("sha256");
  let rows = 0;
  let parts = 0;
  for await (const part of wholeRows(client.query(copyTo(`COPY ${name} (${columns}) TO STDOUT`)))) {
    parts += 1;
    hash.update(part);
    rows += rowsIn(part);
    await archive.add(rowsEntry(table.name, parts), await compress(part));
  }
  return { ...table, columns: [...table.columns], rows, parts, sha256: hash.digest("hex") };
}

/** Cut between two rows, so that each piece can be copied back by itself. */
async function* wholeRows(text: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const chunk of text) {
    pieces.push(chunk);
    size += chunk.length;
    const end = chunk.lastIndexOf("\n") + 1;
    if (size < PART_BYTES || end === 0) continue;
    pieces[pieces.length - 1] = chunk.subarray(0, end);
    yield Buffer.concat(pieces);
    pieces = [chunk.subarray(end)];
    size = chunk.length - end;
  }
  if (size > 0) yield Buffer.concat(pieces);
}

/** COPY ends each row with a line feed, and writes one within a value as two characters. */
export function rowsIn(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, at + 1)) count += 1;
  return count;
}
