// What both commands need: the settings, the database whether the product runs or not, the store, and an ordered end.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UnfinishedRestore } from "../../server/backup/manifest.ts";
import { readConfig } from "../../server/config.ts";
import { openBucket } from "../../server/storage/bucket.ts";
import { BucketPlace } from "../../server/storage/bucket-place.ts";
import { FileStore } from "../../server/storage/file-store.ts";
import { createLifecycle } from "../start/lifecycle.mjs";
import { inRoot, root } from "../start/paths.mjs";
import { startPostgres } from "../start/postgres.mjs";
import { findPostgresHome, recordPostgresHome } from "../start/postgres-home.mjs";
import { note } from "../start/progress.mjs";
import { readSettings } from "../start/settings.mjs";

/**
 * Runs a command to its end or to a signal, and says in words what went wrong.
 * @param {string} failed how the last line begins after a failure
 * @param {(lifecycle: ReturnType<typeof createLifecycle>) => Promise<void>} work
 */
export async function runCommand(failed, work) {
  const lifecycle = createLifecycle({ interruptedCode: 130 });
  process.chdir(root);
  process.env.NODE_ENV ??= "production";
  const working = work(lifecycle);
  try {
    await working;
    await lifecycle.end(0);
  } catch (error) {
    const why = lifecycle.isEnding() ? "it was interrupted" : error.message;
    console.error(`\n${error instanceof UnfinishedRestore ? error.message : `${failed}: ${why}`}\n`);
    await lifecycle.end(1);
  }
}

/** A path as the person wrote it: npm runs its scripts elsewhere. */
export const fromWhereCalled = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** Settings of the launcher, in a configuration that makes sense. @throws ConfigError before anything is made */
export function readGoodSettings() {
  const settings = readSettings();
  configFor(settings.databaseUrl ?? "postgresql://embedded");
  return settings;
}

/** The configuration of the product, once its database is known. */
export const configFor = (databaseUrl) => readConfig({ ...process.env, DATABASE_URL: databaseUrl });

/** @param {ReturnType<typeof configFor>} config */
export function openStore({ dataDir, s3 }) {
  return new FileStore(dataDir, s3 && new BucketPlace(openBucket(s3)));
}

export async function productVersion() {
  return JSON.parse(await readFile(inRoot("package.json"), "utf8")).version;
}

/**
 * The secret that the stored keys were written under.
 * @param {ReturnType<typeof configFor>} config
 * @returns {Promise<string | null>} null when there is none yet
 */
export async function appSecretOf({ appSecret, dataDir }) {
  const kept = appSecret ?? (await readFile(join(dataDir, "app-secret"), "utf8").catch(() => ""));
  return kept.trim() || null;
}

/** Starts the embedded server for as long as this command lasts. The directory is this process's alone by then. */
export async function startDatabase(lifecycle, dataDir) {
  const { home, account } = await findPostgresHome(dataDir, note);
  const server = await startPostgres({ home, account, notice: note });
  lifecycle.onEnd("the database", server.stop, { essential: true });
  await recordPostgresHome(dataDir, home);
  return server.url;
}

/** Whether there is an embedded database in DATA_DIR. */
export function hasDatabase(dataDir) {
  return existsSync(join(dataDir, "postgres", "cluster")) || existsSync(join(dataDir, "postgres.location"));
}
