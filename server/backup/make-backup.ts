/** One consistent copy of the database, the kept files and the secret that opens the stored keys; the product may run and submit meanwhile. */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { FileStore } from "../storage/file-store";
import { SecretBox } from "../storage/secret-box";
import { ArchiveWriter } from "./archive-writer";
import { dumpDatabase } from "./dump";
import { APP_SECRET_ENTRY, MANIFEST_ENTRY } from "./entry-names";
import { addFiles, type MissingFiles } from "./kept-files";
import { ARCHIVE_FORMAT, BackupProblem, type Manifest } from "./manifest";
import { readMigrationNames } from "./table-list";

export interface BackupOptions {
  readonly databaseUrl: string;
  readonly store: Pick<FileStore, "find" | "withPath">;
  readonly appSecret: string;
  /** Path of the archive; nothing may be there yet. */
  readonly target: string;
  /** False: the database and the secret only. */
  readonly withFiles: boolean;
  readonly productVersion: string;
  /** A line for whoever waits. */
  readonly note?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface FinishedBackup {
  readonly manifest: Manifest;
  /** Of the archive. */
  readonly bytes: number;
  /** Files that were removed while the backup was made. */
  readonly missing: MissingFiles;
}

/** @throws BackupProblem in words, or what the database or the disk says; nothing is left then */
export async function makeBackup(options: BackupOptions): Promise<FinishedBackup> {
  const { databaseUrl, target, signal, note = () => {} } = options;
  const archive = await ArchiveWriter.create(target);
  const workplace = await mkdtemp(path.join(tmpdir(), "hubqueue-backup-"));
  const client = new Client({ connectionString: databaseUrl, application_name: "hubqueue backup" });
  client.on("error", () => {});
  // Whatever is under way fails, and is cleaned up as after any failure.
  const stop = () => void archive.abandon();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    signal?.throwIfAborted();
    await client.connect();
    if ((await readMigrationNames(client)).length === 0)
      throw new BackupProblem("The database has no HubQueue in it.");
    await requireFitting(client, options.appSecret);
    const keysFile = path.join(workplace, "files");
    await archive.add(APP_SECRET_ENTRY, Buffer.from(options.appSecret));
    const database = await dumpDatabase(client, archive, keysFile, note);
    // Its snapshot would keep the database from tidying up for as long as the files take.
    await client.end();
    const { files, missing } = options.withFiles
      ? await addFiles(keysFile, options.store, archive, note)
      : { files: null, missing: { count: 0, keys: [] } };
    const manifest: Manifest = {
      format: ARCHIVE_FORMAT,
      hubqueue: options.productVersion,
      ...database,
      files,
      appSecretSha256: createHash("sha256").update(options.appSecret).digest("hex"),
    };
    await archive.add(MANIFEST_ENTRY, Buffer.from(JSON.stringify(manifest, null, 2)));
    return { manifest, bytes: await archive.finish(), missing };
  } catch (error) {
    await archive.abandon();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    void client.end().catch(() => {});
    await rm(workplace, { recursive: true, force: true });
  }
}

/** A backup with another secret than the keys were stored under would only show when it is needed. */
async function requireFitting(client: Client, appSecret: string): Promise<void> {
  const { rows } = await client.query<{ cipher: string }>(
    "SELECT api_key_cipher AS cipher FROM account ORDER BY created_at DESC LIMIT 100",
  );
  const secrets = new SecretBox(appSecret);
  const opens = ({ cipher }: { cipher: string }) => {
    try {
      secrets.open(cipher);
      return true;
    } catch {
      return false;
    }
  };
  if (rows.length > 0 && !rows.some(opens))
    throw new BackupProblem(
      "The secret does not open the keys in this database. Set DATA_DIR or APP_SECRET as for npm start.",
    );
}
