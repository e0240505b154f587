/** A backup and what becomes of it: the same rows and files, at rest beside the original. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrate } from "../persistence/migrate";
import { readMigrations } from "../persistence/migration-files";
import { connect, type Database } from "../persistence/prisma";
import { openBucket } from "../storage/bucket";
import { BucketPlace } from "../storage/bucket-place";
import { FileStore } from "../storage/file-store";
import { SecretBox } from "../storage/secret-box";
import { startBucketServer } from "../testing/bucket-server";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../testing/database";
import { aBatch, anAccount, anAttempt, aResult, aTask } from "../testing/factories";
import { type BackupOptions, makeBackup } from "./make-backup";
import { UnfinishedRestore } from "./manifest";
import { type RestoreOptions, restoreArchive } from "./restore-archive";
import { readTables } from "./table-list";
import { verifyArchive } from "./verify-archive";

const SECRET = "the secret of the original";

let folder: string;
let original: TestDatabase;
let copy: TestDatabase;
let db: Database;
let store: FileStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-backup-test-"));
  [original, copy] = await Promise.all([createTestDatabase(), createEmptyDatabase()]);
  db = connect({ databaseUrl: original.url });
  store = new FileStore(path.join(folder, "original"), null, 0);
});
afterEach(async () => {
  await db.$disconnect();
  await copy.drop();
  await original.drop();
  await rm(folder, { recursive: true });
});

const file = () => path.join(folder, "backup.tar");
const backup = (options: Partial<BackupOptions> = {}) =>
  makeBackup({
    databaseUrl: original.url,
    store,
    appSecret: SECRET,
    target: file(),
    withFiles: true,
    productVersion: "0.1.0",
    ...options,
  });

const keptSecrets: string[] = [];
const keep = async (secret: string) => void keptSecrets.push(secret);

async function restore(
  into: FileStore = new FileStore(path.join(folder, "copy"), null, 0),
  secret: Partial<RestoreOptions["secret"]> = {},
) {
  keptSecrets.length = 0;
  await restoreArchive({
    file: file(),
    archive: await verifyArchive(file()),
    databaseUrl: copy.url,
    store: into,
    secret: { requireFitting: async () => {}, keep, ...secret },
  });
  return { store: into };
}

async function withClient<T>({ url }: TestDatabase, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return use(client).finally(() => client.end());
}
const rowsIn = (database: TestDatabase, sql: string) =>
  withClient(database, async (client) => (await client.query(sql)).rows);

/** A digest of the rows of each table. */
const contentOf = (database: TestDatabase) =>
  withClient(database, async (client) => {
    const digests: Record<string, string> = {};
    for (const { name } of await readTables(client)) {
      const { rows } = await client.query(
        `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
      );
      digests[name] = rows[0]?.digest;
    }
    return digests;
  });

/** Rows that triggers look at: an account, a task with a result that is kept, one that failed, a batch, a person. */
async function furnish() {
  const account = await anAccount(db, { apiKeyCipher: new SecretBox(SECRET).seal("the key") });
  const batchId = await aBatch(db, { name: 'Ein Stapel\\mit "allem"\tund 中文\nauf zwei Zeilen' });
  const ended = { completedAt: new Date() };
  const task = await aTask(db, account, { status: "SUCCESS", batchId, batchRow: 0, ...ended });
  const attempt = await anAttempt(db, task, account, {
    state: "ACCEPTED",
    remoteId: "1",
    sentAt: new Date(),
    endedAt: new Date(),
    releasedAt: new Date(),
    coins: "12.345678901234567890",
  });
  const { key, sha256 } = await store.writeByContent("results", Readable.from(["the result"]), 100);
  await aResult(db, { taskId: task, attemptId: attempt }, { fileKey: key, sha256 });
  const upload = await store.writeByContent("uploads", Readable.from(["the upload"]), 100);
  await db.upload.create({
    data: { id: uuidv7(), fileName: "a.png", size: 10, mimeType: "image/png", sha256: upload.sha256 },
  });
  await aTask(db, account, { status: "FAILED", reasonCode: "TASK_ERROR", ...ended });
  await db.taskEvent.create({ data: { taskId: task, type: "created", actor: "test" } });
  const now = new Date();
  const times = { createdAt: now, updatedAt: now };
  await db.authUser.create({ data: { id: "u1", name: "Ada", email: "ada@example.org", ...times } });
  await db.authSession.create({
    data: { id: "s1", token: "a key to the original", userId: "u1", expiresAt: now, ...times },
  });
  await db.auditEntry.create({ data: { action: "person.joined", actorKind: "user", actorName: "Ada" } });
  return { account, task, key, uploadKey: upload.key };
}

/** Of a database that lacks the newest migration. @returns the names of all */
async function backupOfBefore(): Promise<string[]> {
  const { migrationDirectories } = await readMigrations("prisma/migrations");
  const names = migrationDirectories.map(({ path: name }) => name);
  const old = await createEmptyDatabase();
  await migrate(old.url, { only: new Set(names.slice(0, -1)) });
  await rowsIn(old, "INSERT INTO batch (id, name) VALUES (gen_random_uuid(), 'from before')");
  await backup({ databaseUrl: old.url });
  await old.drop();
  return names;
}

async function appliedTo(database: TestDatabase): Promise<string[]> {
  const sql = "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1";
  return (await rowsIn(database, sql)).map(({ migration_name }) => migration_name);
}

describe("a copy", () => {
  test("has every row, file and secret of the original; no trigger has noted anything twice", async () => {
    const { key, uploadKey } = await furnish();
    const before = await contentOf(original);
    const { manifest, missing } = await backup();
    expect(missing.count).toBe(0);
    expect(manifest.files?.count).toBe(2);
    const { store: files } = await restore();
    const after = await contentOf(copy);
    const different = Object.keys(before)
      .filter((name) => before[name] !== after[name])
      .sort();
    // Nobody is signed in there, and it rests.
    expect(different).toEqual(["audit_entry", "auth_session", "scheduler_lease", "setting"]);
    expect(after.auth_session).toMatch(/^0 /);
    expect(keptSecrets).toEqual([SECRET]);
    for (const [name, content] of [
      [key, "the result"],
      [uploadKey, "the upload"],
    ] as const) {
      const stream = await (await files.find(name))?.read();
      expect(stream && (await text(stream))).toBe(content);
    }
  });

  test("numbers its events and entries where the original stopped", async () => {
    const { task } = await furnish();
    await db.taskEvent.deleteMany();
    const { id } = await db.taskEvent.create({ data: { taskId: task, type: "created", actor: "test" } });
    await backup();
    await restore();
    const [event] = await rowsIn(
      copy,
      `INSERT INTO task_event (task_id, type, actor) VALUES ('${task}', 'created', 'test') RETURNING id`,
    );
    expect(BigInt(event?.id)).toBe(id + 1n);
  });

  test("has its guards and counters in place", async () => {
    const { account } = await furnish();
    await backup();
    await restore();
    const counted = "SELECT count::int FROM task_count WHERE status = 'READY'";
    const [ready] = await rowsIn(copy, counted);
    await rowsIn(
      copy,
      `INSERT INTO task (id, workflow_id, workflow_name, account_id, site, node_count)
       VALUES (gen_random_uuid(), '1', 'made in the copy', '${account}', 'site.test', 1)`,
    );
    expect((await rowsIn(copy, counted))[0]?.count).toBe((ready?.count ?? 0) + 1);
    await expect(rowsIn(copy, "DELETE FROM audit_entry")).rejects.toThrow();
  });

  test("never sends what the original was about to send, and tells nobody what the original tells", async () => {
    const { account, task } = await furnish();
    await db.$executeRaw`UPDATE task SET status = 'PENDING', completed_at = NULL WHERE id = ${task}::uuid`;
    const prepared = await anAttempt(db, task, account, { number: 2 });
    const hookId = uuidv7();
    await db.notificationHook.create({
      data: { id: hookId, name: "h", format: "json", locale: "en", events: [], urlCipher: "-", urlHint: "-" },
    });
    await db.notificationDelivery.create({
      data: { id: uuidv7(), hookId, event: "taskFailed", data: {}, happenedAt: new Date() },
    });
    await db.notificationNews.create({ data: { event: "taskFailed", subjectId: task } });
    await backup();
    await restore();
    expect(await rowsIn(copy, `SELECT state FROM attempt WHERE id = '${prepared}'`)).toEqual([
      { state: "SENT" },
    ]);
    expect(await rowsIn(copy, "SELECT state FROM notification_delivery")).toEqual([{ state: "GIVEN_UP" }]);
    expect(await rowsIn(copy, "SELECT 1 FROM notification_news")).toEqual([]);
    // And the original goes on as if nothing had been.
    expect((await db.attempt.findUniqueOrThrow({ where: { id: prepared } })).state).toBe("PREPARED");
    expect((await db.notificationDelivery.findFirstOrThrow()).state).toBe("PENDING");
  });

  test("of an older database gets the newer migrations once its rows are in", async () => {
    const names = await backupOfBefore();
    await restore();
    expect(await rowsIn(copy, "SELECT name FROM batch")).toEqual([{ name: "from before" }]);
    expect(await appliedTo(copy)).toEqual(names);
  });

  test("goes from a bucket to a bucket", async () => {
    const bucket = await startBucketServer();
    const at = (prefix: string) =>
      new FileStore(
        path.join(folder, prefix),
        new BucketPlace(openBucket({ ...bucket.settings, prefix })),
        0,
      );
    store = at("original/");
    const { key } = await furnish();
    await backup();
    const { store: files } = await restore(at("copy/"));
    const stream = await (await files.find(key))?.read();
    expect(stream && (await text(stream))).toBe("the result");
    await bucket.close();
  });
});

describe("a backup", () => {
  test("is of one moment, however much is written meanwhile", async () => {
    const count = "queue.counted";
    let writing = true;
    const writer = (async () => {
      for (let n = 1; writing; n += 1) {
        await db.$transaction([
          db.batch.create({ data: { id: uuidv7(), name: String(n) } }),
          db.setting.upsert({
            where: { name: count },
            create: { name: count, value: n },
            update: { value: n },
          }),
        ]);
      }
    })();
    await backup();
    writing = false;
    await writer;
    await restore();
    const [told] = await rowsIn(
      copy,
      `SELECT (SELECT count(*) FROM batch)::int AS batches,
         coalesce((SELECT value::int FROM setting WHERE name = '${count}'), 0) AS counted`,
    );
    expect(told?.batches).toBe(told?.counted);
  });

  test("names the files that were removed while it was made, and can be restored all the same", async () => {
    const { key } = await furnish();
    await store.remove(key);
    const { manifest, missing } = await backup();
    expect(missing).toEqual({ count: 1, keys: [key] });
    expect(manifest.files?.count).toBe(1);
    await restore();
  });

  test("without files is the database and the secret, and leaves the place of the files alone", async () => {
    const { key } = await furnish();
    const { manifest } = await backup({ withFiles: false });
    expect(manifest.files).toBeNull();
    // As after the loss of a database whose bucket is still there.
    const { store: files } = await restore(store);
    expect(await files.exists(key)).toBe(true);
  });

  test("that is interrupted leaves nothing", async () => {
    await furnish();
    const aborter = new AbortController();
    const interrupted = backup({
      note: () => aborter.abort(new Error("interrupted")),
      signal: aborter.signal,
    });
    await expect(interrupted).rejects.toThrow("interrupted");
    expect(await readdir(folder)).toEqual(["original"]);
  });

  test("is not made with a secret that does not open the keys", async () => {
    await furnish();
    await expect(backup({ appSecret: "the secret of somebody else" })).rejects.toThrow(
      "does not open the keys",
    );
    expect(await readdir(folder)).toEqual(["original"]);
  });

  test("is not made of a database that has no HubQueue in it", async () => {
    await expect(backup({ databaseUrl: copy.url })).rejects.toThrow("no HubQueue");
  });
});

describe("a restore", () => {
  test("never goes over rows or files that are there", async () => {
    await furnish();
    await backup();
    await restore();
    await expect(restore(new FileStore(path.join(folder, "third"), null, 0))).rejects.toThrow(
      "database is not empty",
    );
    await copy.drop();
    copy = await createEmptyDatabase();
    await expect(restore(store)).rejects.toThrow("place of the files is not empty");
    expect(await contentOf(copy)).toEqual({});
  });

  test("that fails in the middle leaves neither rows, files nor secret, and can be repeated", async () => {
    const { key } = await furnish();
    await backup();
    // A disk on which no file finds room.
    const full = new FileStore(path.join(folder, "copy"), null, Number.MAX_SAFE_INTEGER);
    await expect(restore(full)).rejects.toThrow("full");
    expect(keptSecrets).toEqual([]);
    expect(await rowsIn(copy, "SELECT 1 FROM batch")).toEqual([]);
    const { store: files } = await restore();
    expect(await files.exists(key)).toBe(true);
    expect(await rowsIn(copy, "SELECT 1 FROM batch")).toHaveLength(1);
  });

  test("whose secret finds no place leaves neither rows nor files", async () => {
    const { key } = await furnish();
    await backup();
    const files = new FileStore(path.join(folder, "copy"), null, 0);
    const noPlace = () => Promise.reject(new Error("there is another secret by now"));
    await expect(restore(files, { keep: noPlace })).rejects.toThrow("another secret");
    expect(await rowsIn(copy, "SELECT 1 FROM batch")).toEqual([]);
    expect(await files.exists(key)).toBe(false);
    await expect(restore(files, { requireFitting: noPlace })).rejects.toThrow("another secret");
    await restore(files);
    expect(await files.exists(key)).toBe(true);
  });

  test("whose newer migrations fail says that all of it is restored, and that a start goes on", async () => {
    const names = await backupOfBefore();
    const readOnly = (value: string) =>
      rowsIn(
        original,
        `ALTER DATABASE "${new URL(copy.url).pathname.slice(1)}" SET default_transaction_read_only = ${value}`,
      );
    // From the end of its rows on, whoever comes to the database may only read.
    const unfinished = restore(undefined, {
      keep: async (secret) => {
        await keep(secret);
        await readOnly("on");
      },
    });
    await expect(unfinished).rejects.toThrow(UnfinishedRestore);
    await expect(unfinished).rejects.toThrow(
      /rows and files of the archive are restored.*read-only.*npm start/s,
    );
    expect(keptSecrets).toEqual([SECRET]);
    expect(await rowsIn(copy, "SELECT name FROM batch")).toEqual([{ name: "from before" }]);
    expect(await appliedTo(copy)).toEqual(names.slice(0, -1));
    await readOnly("off");
    await migrate(copy.url);
    expect(await appliedTo(copy)).toEqual(names);
  });

  test("needs no rights on the server but those of the owner of the database", async ({ skip }) => {
    const [own] = await rowsIn(copy, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    skip(!own?.rolsuper, "the account of the tests may not make another one");
    await furnish();
    await backup();
    const url = new URL(copy.url);
    const [owner, password] = [`owner_${url.pathname.slice(-12)}`, "a password"];
    await rowsIn(copy, `CREATE ROLE ${owner} LOGIN PASSWORD '${password}'`);
    await rowsIn(copy, `ALTER DATABASE "${url.pathname.slice(1)}" OWNER TO ${owner}`);
    url.username = owner;
    url.password = password;
    const before = await contentOf(original);
    copy = { ...copy, url: url.href };
    await restore();
    expect((await contentOf(copy)).task).toBe(before.task);
    const { drop } = copy;
    copy.drop = async () => {
      await drop();
      await rowsIn(original, `DROP ROLE ${owner}`);
    };
  });

  test("takes no file that is no archive", async () => {
    await writeFile(file(), "not an archive".repeat(1000));
    await expect(verifyArchive(file())).rejects.toThrow("damaged");
    await writeFile(file(), "");
    await expect(verifyArchive(file())).rejects.toThrow("damaged");
    await expect(verifyArchive(path.join(folder, "missing"))).rejects.toThrow("cannot be read");
  });
});
