import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmptyDatabase, type TestDatabase } from "../testing/database";
import { until } from "../testing/harness";
import { migrate } from "./migrate";

const TABLES = `CREATE TABLE item (id int PRIMARY KEY, status text NOT NULL);
CREATE UNIQUE INDEX item_one_open ON item (status) WHERE status = 'OPEN';
CREATE TABLE item_count (status text PRIMARY KEY, n int NOT NULL);`;
const TRIGGER = `-- a comment; with a semicolon
CREATE FUNCTION count_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO item_count SELECT status, count(*) FROM added GROUP BY status
  ON CONFLICT (status) DO UPDATE SET n = item_count.n + EXCLUDED.n;
  RETURN NULL;
END;
$$;
CREATE TRIGGER items_counted AFTER INSERT ON item REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_items();`;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "hubqueue migrations "));
});
afterAll(() => rm(root, { recursive: true }));

async function migrations(name: string, scripts: Record<string, string>): Promise<string> {
  const directory = path.join(root, name);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, "migration_lock.toml"), 'provider = "postgresql"\n');
  for (const [migration, sql] of Object.entries(scripts)) {
    await mkdir(path.join(directory, migration), { recursive: true });
    await writeFile(path.join(directory, migration, "migration.sql"), sql);
  }
  return directory;
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

async function withDatabase(use: (database: TestDatabase) => Promise<void>) {
  const database = await createEmptyDatabase();
  await use(database).finally(() => database.drop());
}

describe("migrate", () => {
  test("applies hand-written SQL with function bodies and partial indexes, and nothing the second time", () =>
    withDatabase(async ({ url }) => {
      const directory = await migrations("plain", { "1_tables": TABLES, "2_trigger": TRIGGER });
      expect(await migrate(url, { directory })).toEqual({ applied: ["1_tables", "2_trigger"] });
      expect(await migrate(url, { directory })).toEqual({ applied: [] });
      await query(url, "INSERT INTO item VALUES (1, 'OPEN'), (2, 'DONE'), (3, 'DONE')");
      expect(await query(url, "SELECT * FROM item_count ORDER BY n")).toEqual([
        { status: "OPEN", n: 1 },
        { status: "DONE", n: 2 },
      ]);
      await expect(query(url, "INSERT INTO item VALUES (4, 'OPEN')")).rejects.toThrow("item_one_open");
    }));

  test("replicas that start together apply each migration once", () =>
    withDatabase(async ({ url }) => {
      const directory = await migrations("together", { "1_tables": TABLES, "2_trigger": TRIGGER });
      const results = await Promise.all([1, 2, 3].map(() => migrate(url, { directory })));
      expect(results.flatMap(({ applied }) => applied)).toEqual(["1_tables", "2_trigger"]);
    }));

  test("a failed migration names itself and its cause, leaves nothing behind, and runs once it is corrected", () =>
    withDatabase(async ({ url }) => {
      const broken = await migrations("broken", {
        "1_tables": TABLES,
        "2_bad": "CREATE TABLE half (); SELECT nonsense;",
      });
      await expect(migrate(url, { directory: broken })).rejects.toThrow(
        /2_bad failed.*"nonsense" does not exist/,
      );
      expect(await query(url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
      const corrected = path.join(root, "corrected");
      await cp(broken, corrected, { recursive: true });
      await writeFile(path.join(corrected, "2_bad", "migration.sql"), "CREATE TABLE half ();");
      expect(await migrate(url, { directory: corrected })).toEqual({ applied: ["2_bad"] });
    }));

  test("a migration whose process was killed before it committed runs again", () =>
    withDatabase(async ({ url }) => {
      const directory = await migrations("killed", { "1_tables": TABLES });
      await migrate(url, { directory });
      await query(
        url,
        `DROP TABLE item, item_count;
         UPDATE _prisma_migrations SET finished_at = NULL, logs = 'script started, one transaction'`,
      );
      expect(await migrate(url, { directory })).toEqual({ applied: ["1_tables"] });
    }));

  test("a migration whose process was killed after it committed is not run twice", () =>
    withDatabase(async ({ url }) => {
      const directory = await migrations("recorded", { "1_tables": TABLES });
      await migrate(url, { directory });
      // What the row says at that moment was written by the script's own transaction.
      await query(url, "UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0");
      expect(await migrate(url, { directory })).toEqual({ applied: [] });
      expect(await query(url, "SELECT finished_at IS NOT NULL AS finished FROM _prisma_migrations")).toEqual([
        { finished: true },
      ]);
    }));

  test("an open migration of unknown outcome stops the start and says what to do", () =>
    withDatabase(async ({ url }) => {
      const directory = await migrations("unknown", { "1_tables": TABLES });
      await migrate(url, { directory });
      await query(url, "UPDATE _prisma_migrations SET finished_at = NULL, logs = NULL");
      await expect(migrate(url, { directory })).rejects.toThrow("prisma migrate resolve");
    }));

  test("a change of a table that is in use waits in turns: whoever reads there goes first, and then it is made", () =>
    withDatabase(async ({ url }) => {
      await migrate(url, { directory: await migrations("in use", { "1_tables": TABLES }) });
      const changed = await migrations("in use", { "2_change": "ALTER TABLE item ADD COLUMN note text;" });
      const [longReader, other] = [new pg.Client(url), new pg.Client(url)];
      await Promise.all([longReader.connect(), other.connect()]);
      await longReader.query("BEGIN; SELECT * FROM item");
      let ended = false;
      const migrating = migrate(url, { directory: changed }).finally(() => {
        ended = true;
      });
      await until("the change to wait for the reader", async () => {
        const { rowCount } = await other.query(
          "SELECT 1 FROM pg_locks WHERE relation = 'item'::regclass AND NOT granted",
        );
        return rowCount === 1;
      });
      // Behind the change, and still answered while the first one reads on.
      await other.query("SELECT * FROM item");
      expect(ended).toBe(false);
      await longReader.query("COMMIT");
      expect(await migrating).toEqual({ applied: ["2_change"] });
      await Promise.all([longReader.end(), other.end()]);
    }));

  test("a table that stays in use for too long is named as the cause, and nothing has changed", () =>
    withDatabase(async ({ url }) => {
      await migrate(url, { directory: await migrations("stays", { "1_tables": TABLES }) });
      const changed = await migrations("stays", { "2_change": "ALTER TABLE item ADD COLUMN note text;" });
      const reader = new pg.Client(url);
      await reader.connect();
      await reader.query("BEGIN; SELECT * FROM item");
      await expect(migrate(url, { directory: changed, lockTimeoutSeconds: 0.05 })).rejects.toThrow(
        /2_change found its tables in use.*changed nothing/,
      );
      await reader.end();
      expect(await migrate(url, { directory: changed })).toEqual({ applied: ["2_change"] });
    }));

  test("only the named migrations are applied, where that is wished", () =>
    withDatabase(async ({ url }) => {
      const directory = await migrations("named", { "1_tables": TABLES, "2_trigger": TRIGGER });
      expect(await migrate(url, { directory, only: new Set(["1_tables"]) })).toEqual({
        applied: ["1_tables"],
      });
      expect(await migrate(url, { directory })).toEqual({ applied: ["2_trigger"] });
    }));

  test("waits for another replica only so long", () =>
    withDatabase(async ({ url }) => {
      const directory = await migrations("busy", { "1_tables": TABLES });
      const other = new pg.Client({ connectionString: url });
      await other.connect();
      await other.query("SELECT pg_advisory_lock(4871120033)");
      await expect(migrate(url, { directory, lockTimeoutSeconds: 0.05 })).rejects.toThrow("for too long");
      await other.end();
    }));

  test("an unreachable server is named as the cause, without the password", async () => {
    const failure = migrate("postgresql://someone:hunter2@127.0.0.1:1/db", {
      directory: await migrations("none", {}),
    });
    await expect(failure).rejects.toThrow(/ECONNREFUSED.*DATABASE_URL/);
    await expect(failure).rejects.not.toThrow("hunter2");
  });

  test("the product's own migrations apply to an empty database", () =>
    withDatabase(async ({ url }) => {
      const { applied } = await migrate(url);
      expect(applied.length).toBeGreaterThan(0);
      expect(await migrate(url)).toEqual({ applied: [] });
    }));
});
