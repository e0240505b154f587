// `npm run restore -- <file>`: an archive becomes a database, files and a secret in places that are empty. Nothing is
// changed before the whole archive has been read and checked.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BackupProblem } from "../../server/backup/manifest.ts";
import { requireKnown, restoreArchive } from "../../server/backup/restore-archive.ts";
import { verifyArchive } from "../../server/backup/verify-archive.ts";
import { createDataDir, holdDataDir } from "../start/data-dir.mjs";
import { note } from "../start/progress.mjs";
import {
  appSecretOf,
  configFor,
  fromWhereCalled,
  openStore,
  readGoodSettings,
  runCommand,
  startDatabase,
} from "./setup.mjs";

const USAGE = "npm run restore -- <file>";

await runCommand("Nothing was restored", async (lifecycle) => {
  const file = readArguments();
  const { dataDir, databaseUrl: given } = readGoodSettings();
  console.log(`Checking ${file}`);
  const archive = await verifyArchive(file);
  const { manifest } = archive;
  await requireKnown(manifest);
  note(`whole; made at ${manifest.madeAt} by HubQueue ${manifest.hubqueue}`);
  lifecycle.signal.throwIfAborted();

  console.log(`Restoring into ${given === undefined ? dataDir : "the database that DATABASE_URL names"}`);
  createDataDir(dataDir);
  if (given === undefined) {
    const release = await holdDataDir(dataDir, note);
    lifecycle.onEnd("the lock", async () => release(), { essential: true });
  }
  const databaseUrl = given ?? (await startDatabase(lifecycle, dataDir));
  const config = configFor(databaseUrl);
  const working = restoreArchive({
    file,
    archive,
    databaseUrl,
    store: openStore(config),
    secret: {
      requireFitting: (secret) => requireFitting(config, secret),
      keep: (secret) => keepSecret(config, secret),
    },
    note,
    signal: lifecycle.signal,
  });
  // Takes back what it has begun before the database ends.
  lifecycle.onEnd("the restore", () => working.then(nothing, nothing), { essential: true });
  await working;
  console.log(`\nRestored. Start it with npm start: it rests until somebody presses “Start the line”.
Do that when the original no longer runs: two that run pay for the same tasks twice.`);
  if (manifest.files === null)
    console.log("The archive has no files: bring uploads/ and results/, or the bucket, yourself.");
});

function readArguments() {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(`name one archive: ${USAGE}`);
  return fromWhereCalled(file);
}

/**
 * Without the secret of the archive its keys could never be read again.
 * @returns {Promise<boolean>} whether it is there already
 */
async function requireFitting(config, secret) {
  const there = await appSecretOf(config);
  if (there === null || there === secret) return there !== null;
  const what = config.appSecret === null ? `${secretFile(config)} has` : "APP_SECRET is";
  throw new BackupProblem(
    `${what} another secret than the backup was made with, so its keys could not be read. Leave APP_SECRET out, or set it as it was, and use an empty DATA_DIR.`,
  );
}

async function keepSecret(config, secret) {
  if (await requireFitting(config, secret)) return;
  await writeFile(secretFile(config), secret, { mode: 0o600, flag: "wx" });
}

function secretFile({ dataDir }) {
  return join(dataDir, "app-secret");
}

function nothing() {}
