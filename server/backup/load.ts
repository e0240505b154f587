/** Rows and files of a verified archive into an empty database and an empty store: all of it, or nothing. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { FileStore } from "../storage/file-store";
import { readArchive } from "./archive-reader";
import { kindOf } from "./entry-names";
import type { Manifest, SequenceRecord, TableRecord } from "./manifest";
import { layToRest } from "./resting-copy";
import { readTables } from "./table-list";
import { rowsOf } from "./verify-archive";

type Store = Pick<FileStore, "write" | "remove">;

export interface Load {
  /** Path of the archive. */
  readonly file: string;
  readonly manifest: Manifest;
  readonly store: Store;
  /** Goes with the rest: when it fails, all of it does, and when anything before it fails, it is not done. */
  readonly beforeCommit: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/**
 * In one transaction, which puts the copy to rest. No trigger runs: facts, counts and news are among the rows.
 * References are checked as ever, which needs no rights but those of the tables' owner.
 */
export async function loadArchive(client: Client, load: Load): Promise<void> {
  const { file, manifest, store, beforeCommit, signal } = load;
  const names = (await readTables(client)).map(({ name }) => client.escapeIdentifier(name));
  let filesPut = 0;
  await client.query("BEGIN");
  try {
    // The files may take longer than a server lets a transaction idle.
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0; SET CONSTRAINTS ALL IMMEDIATE");
    // What the migrations put there is among the rows as well.
    await client.query(`TRUNCATE ${names.join(", ")}`);
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    for await (const entry of readArchive(file)) {
      signal?.throwIfAborted();
      const known = kindOf(entry.name);
      if (known?.kind === "rows") await copyRows(client, tableOf(manifest, known.table), await rowsOf(entry));
      if (known?.kind !== "file") continue;
      await store.write(known.key, Readable.from(entry.content), entry.size);
      filesPut += 1;
    }
    for (const sequence of manifest.sequences) await setSequence(client, sequence);
    await layToRest(client, manifest.madeAt);
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    await beforeCommit();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    await removeFiles(file, store, filesPut).catch(() => {});
    throw error;
  }
}

function tableOf({ tables }: Manifest, name: string): TableRecord {
  const table = tables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`the manifest knows no table ${name}`);
  return table;
}

async function copyRows(client: Client, { name, columns }: TableRecord, rows: Buffer): Promise<void> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const target = client.query(copyFrom(`COPY ${client.escapeIdentifier(name)} (${list}) FROM STDIN`));
  await pipeline(Readable.from([rows]), target);
}

/** Never below an id that is there. */
async function setSequence(client: Client, { table, column, last }: SequenceRecord): Promise<void> {
  const name = client.escapeIdentifier(table);
  await client.query(
    `SELECT setval(pg_get_serial_sequence($1, $2),
       greatest($3::bigint, (SELECT coalesce(max(${client.escapeIdentifier(column)}), 1) FROM ${name})))`,
    [name, column, last],
  );
}

/** Those this restore has put there, by reading once more which they were. */
async function removeFiles(file: string, store: Store, count: number): Promise<void> {
  let left = count;
  for await (const { name } of readArchive(file)) {
    const known = kindOf(name);
    if (known?.kind !== "file") continue;
    // The one that failed may be there as well.
    await store.remove(known.key);
    if (left === 0) return;
    left -= 1;
  }
}
