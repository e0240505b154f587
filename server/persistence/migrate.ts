import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { LOCK_NOT_AVAILABLE, MigrationAdapter, settleInterrupted } from "./migration-adapter";
import { readMigrations } from "./migration-files";
import { loadSchemaEngine } from "./schema-engine";

// Any number will do, as long as every replica uses the same one.
const MIGRATION_LOCK_KEY = 4_871_120_033;

export interface MigrateOptions {
  /** Directory with one subdirectory per migration; default `prisma/migrations` of the working directory. */
  directory?: string;
  /** How long to wait for another replica that is migrating, and for tables that others use. */
  lockTimeoutSeconds?: number;
  /** Names of the migrations to apply; by default all. */
  only?: ReadonlySet<string>;
}

/** The schema of the database could not be brought up to date; the message says what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/**
 * Applies the outstanding migrations in this process, with Prisma's own `_prisma_migrations` bookkeeping and without
 * its engine binary. Replicas that start together take turns. Each migration file is one transaction, which waits for a
 * table only for moments at a time: whoever works there would stand behind it.
 *
 * @returns the names of the migrations applied by this call
 * @throws MigrationError
 */
export async function migrate(
  databaseUrl: string,
  options: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A connection that breaks also rejects the query in progress, which is where it is reported.
  client.on("error", () => {});
  const { only, lockTimeoutSeconds = 300 } = options;
  try {
    const migrations = await readMigrations(
      options.directory ?? path.join(process.cwd(), "prisma", "migrations"),
    );
    if (only) {
      const wanted = ({ path: name }: { path: string }) => only.has(name);
      migrations.migrationDirectories = migrations.migrationDirectories.filter(wanted);
    }
    await client.connect();
    await client.query(`SET lock_timeout = ${Math.ceil(lockTimeoutSeconds * 1000)}`);
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK_KEY]);
    await settleInterrupted(client);
    return { applied: await applyMigrations(databaseUrl, migrations, lockTimeoutSeconds) };
  } catch (error) {
    throw readable(error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function applyMigrations(
  databaseUrl: string,
  migrationsList: MigrationList,
  lockTimeoutSeconds: number,
): Promise<string[]> {
  const { SchemaEngine } = await loadSchemaEngine();
  const scripts = migrationsList.migrationDirectories.map(({ migrationFile }) => migrationFile.content.value);
  const adapter = new MigrationAdapter(databaseUrl, new Set(scripts), lockTimeoutSeconds);
  let engine: SchemaEngine | undefined;
  try {
    engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(adapter),
    );
    const filters = { externalTables: [], externalEnums: [] };
    return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
  } catch (error) {
    const migrationName = /migration_name="([^"]+)"/.exec(messageOf(error))?.[1];
    if (!engine || !migrationName || adapter.scriptError === undefined) throw error;
    // The script was one transaction, so nothing of it is left and a corrected version may run.
    await engine.markMigrationRolledBack({ migrationName });
    if (codeOf(adapter.scriptError) === LOCK_NOT_AVAILABLE) {
      throw new MigrationError(
        `Migration ${migrationName} found its tables in use for too long, by a backup perhaps, and changed nothing.`,
        { cause: adapter.scriptError },
      );
    }
    throw new MigrationError(
      `Migration ${migrationName} failed and changed nothing: ${messageOf(adapter.scriptError)}`,
      { cause: adapter.scriptError },
    );
  } finally {
    engine?.free();
    await adapter.close();
  }
}

function readable(error: unknown): MigrationError {
  if (error instanceof MigrationError) return error;
  const code = codeOf(error);
  if (code === LOCK_NOT_AVAILABLE) {
    return new MigrationError("Another process has been migrating this database for too long.", {
      cause: error,
    });
  }
  const advice =
    code === "P3009"
      ? " Repair the database by hand, then record the outcome with `npx prisma migrate resolve`."
      : code?.startsWith("E")
        ? " Is the server that DATABASE_URL names running and reachable?"
        : "";
  return new MigrationError(`The database could not be migrated: ${messageOf(error)}.${advice}`, {
    cause: error,
  });
}

function messageOf(error: unknown): string {
  // A refused connection to a name with several addresses has its reasons inside and no message of its own.
  if (error instanceof AggregateError && !error.message) return error.errors.map(messageOf).join("; ");
  return (error instanceof Error ? error.message : String(error)).trim();
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : undefined;
}
