/** A verified archive becomes a database, a store of files and a secret, at rest until somebody resumes the line. */
import { Client } from "pg";
import { migrate } from "../persistence/migrate";
import { readMigrations } from "../persistence/migration-files";
import type { FileStore } from "../storage/file-store";
import { loadArchive } from "./load";
import { BackupProblem, type Manifest, madeByNewer, UnfinishedRestore } from "./manifest";
import { readMigrationNames, readTables } from "./table-list";
import type { VerifiedArchive } from "./verify-archive";

/** Below these the store keeps what cannot be made again. */
const FOLDERS = ["results", "uploads"];
/** A HubQueue that was ever started has rows in one of these. The migrations put none there, as they do elsewhere. */
const TELLING = ["account", "auth_user", "batch", "setting", "task", "upload", "workflow"];
const MIGRATIONS = "prisma/migrations";

export interface RestoreOptions {
  /** Path of the archive. */
  readonly file: string;
  readonly archive: VerifiedArchive;
  readonly databaseUrl: string;
  readonly store: Pick<FileStore, "write" | "remove" | "list">;
  /** Where the secret is kept that opens the stored keys. Both throw when there is another one already. */
  readonly secret: {
    readonly requireFitting: (appSecret: string) => Promise<void>;
    readonly keep: (appSecret: string) => Promise<void>;
  };
  readonly note?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Whether this HubQueue knows every migration of the archive; the newer ones of its own are applied afterwards.
 * @throws BackupProblem when it does not
 */
export async function requireKnown({ migrations, hubqueue }: Manifest): Promise<void> {
  const { migrationDirectories } = await readMigrations(MIGRATIONS);
  const known = new Set(migrationDirectories.map(({ path }) => path));
  if (migrations.some((name) => !known.has(name))) throw madeByNewer(hubqueue);
}

/**
 * All or nothing: rows, files and the secret.
 * @throws BackupProblem when something is there already, or the secret is another; UnfinishedRestore when all of it is
 *   restored, and what comes after failed; else what failed
 */
export async function restoreArchive(options: RestoreOptions): Promise<void> {
  const { file, archive, databaseUrl, store, secret, signal, note = () => {} } = options;
  const { manifest, appSecret } = archive;
  await requireKnown(manifest);
  const client = new Client({ connectionString: databaseUrl, application_name: "hubqueue restore" });
  client.on("error", () => {});
  try {
    await client.connect();
    await requireEmptyDatabase(client, manifest);
    if (manifest.files !== null) await requireEmptyStore(store);
    await secret.requireFitting(appSecret);
    note("tables");
    await migrate(databaseUrl, { only: new Set(manifest.migrations) });
    // Somebody may have started on it meanwhile.
    await requireEmptyDatabase(client, manifest);
    note("rows and files");
    const beforeCommit = () => secret.keep(appSecret);
    await loadArchive(client, { file, manifest, store, beforeCommit, signal });
    await bringUpToDate(client, options);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The rows are in for good by then. @throws UnfinishedRestore */
async function bringUpToDate(
  client: Client,
  { databaseUrl, note = () => {} }: RestoreOptions,
): Promise<void> {
  try {
    const { applied } = await migrate(databaseUrl);
    if (applied.length > 0) note(`${applied.length} newer migrations`);
    await client.query("ANALYZE");
  } catch (error) {
    throw new UnfinishedRestore(error instanceof Error ? error.message : String(error));
  }
}

async function requireEmptyDatabase(client: Client, { migrations }: Manifest): Promise<void> {
  const there = await readMigrationNames(client);
  if (there.some((name) => !migrations.includes(name)))
    throw notEmpty("The database already has the tables of a newer HubQueue.");
  for (const { name } of await readTables(client)) {
    if (!TELLING.includes(name)) continue;
    const { rowCount } = await client.query(`SELECT 1 FROM ${client.escapeIdentifier(name)} LIMIT 1`);
    if (rowCount !== 0) throw notEmpty(`The database is not empty: there are rows in its table "${name}".`);
  }
}

async function requireEmptyStore(store: Pick<FileStore, "list">): Promise<void> {
  for (const folder of FOLDERS)
    for await (const { key } of store.list(folder))
      throw notEmpty(`The place of the files is not empty: it has ${key}.`);
}

const notEmpty = (what: string) =>
  new BackupProblem(
    `${what} A backup is restored beside what is there, never over it: name another DATA_DIR, and with an outside database or a bucket another DATABASE_URL and S3_PREFIX.`,
  );
