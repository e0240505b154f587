// `npm run backup -- <file or folder>`: one archive of the database, the files and the secret, while the product runs or not.
import { statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeBackup } from "../../server/backup/make-backup.ts";
import { takeLock } from "../start/lock.mjs";
import { note } from "../start/progress.mjs";
import { runningDatabase } from "./running-database.mjs";
import {
  appSecretOf,
  configFor,
  fromWhereCalled,
  hasDatabase,
  openStore,
  productVersion,
  readGoodSettings,
  runCommand,
  startDatabase,
} from "./setup.mjs";
import { sizeText } from "./size-text.mjs";

const USAGE = "npm run backup -- <file or folder> [--without-files]";

await runCommand("No backup was made", async (lifecycle) => {
  const { target, withFiles } = readArguments();
  const { dataDir, databaseUrl: given } = readGoodSettings();
  const begun = Date.now();
  console.log(`Backup to ${target}`);
  const databaseUrl = given ?? (await findDatabase(lifecycle, dataDir));
  const config = configFor(databaseUrl);
  const appSecret = await appSecretOf(config);
  if (appSecret === null)
    throw new Error(`there is no app-secret in ${dataDir}; set DATA_DIR or APP_SECRET as for npm start`);
  const working = makeBackup({
    databaseUrl,
    store: openStore(config),
    appSecret,
    target,
    withFiles,
    productVersion: await productVersion(),
    note,
    signal: lifecycle.signal,
  });
  lifecycle.onEnd("the backup", () => working.then(nothing, nothing));
  const { manifest, bytes, missing } = await working;
  warnOf(missing);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const files = manifest.files === null ? "no files" : `${manifest.files.count} files`;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`\nBackup made: ${target}  (${rows} rows, ${files}, ${sizeText(bytes)}, in ${seconds} s)`);
  console.log("It holds the keys of the accounts and the secret that opens them: keep it as you keep those.");
});

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "without-files": { type: "boolean", default: false } },
  });
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0) throw new Error(`name one file or folder: ${USAGE}`);
  const path = fromWhereCalled(place);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return { target: isFolder ? join(path, archiveName()) : path, withFiles: !values["without-files"] };
}

/** In the order of their times, also by name. */
function archiveName() {
  const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return `hubqueue-${time}Z.tar`;
}

/** That of the product that runs, else one started for the backup. */
async function findDatabase(lifecycle, dataDir) {
  if (!hasDatabase(dataDir)) {
    throw new Error(`there is no database in ${dataDir}; set DATA_DIR or DATABASE_URL as for npm start`);
  }
  const lock = await takeLock(join(dataDir, "start.lock"));
  if (lock.holder !== null) return runningDatabase(dataDir);
  lifecycle.onEnd("the lock", async () => lock.release(), { essential: true });
  note("HubQueue does not run: starting its database for the backup");
  return startDatabase(lifecycle, dataDir);
}

function warnOf({ count, keys }) {
  if (count === 0) return;
  note(`${count} files had been removed before they were copied, by the rules of retention perhaps:`);
  for (const key of keys) note(`  ${key}`);
  if (count > keys.length) note(`  and ${count - keys.length} more`);
}

function nothing() {}
