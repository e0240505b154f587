import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

const STARTED = "script started, one transaction";
const COMMITTED = "script committed";
// Held by the connection that runs a script: after a kill the server may still be busy with it.
const SCRIPT_LOCK_KEY = 4_871_120_034;
/** A change of a table waits for whoever reads it, and everybody else waits behind the change: for so long, then they go first. */
const TABLE_WAIT_MS = 2_000;
const PAUSE_MS = 500;
/** PostgreSQL's code for a lock that was not to be had in time. */
export const LOCK_NOT_AVAILABLE = "55P03";
const UNFINISHED = `UPDATE "_prisma_migrations" SET logs = $1 WHERE finished_at IS NULL AND rolled_back_at IS NULL`;

/**
 * The stock adapter cuts a script at every semicolon, which tears function bodies apart. PostgreSQL's simple query
 * protocol takes the script whole, and as one transaction. Notes in the bookkeeping row, the second one inside that
 * transaction, let the next start tell whether a migration that was killed half-way happened or not.
 */
export class MigrationAdapter extends PrismaPg {
  /** What PostgreSQL said about the script that failed; the engine reduces it to a code. */
  scriptError: unknown;
  readonly #pool: pg.Pool;
  readonly #scripts: ReadonlySet<string>;
  readonly #lockTimeoutSeconds: number;

  /** @param lockTimeoutSeconds for how long a script is tried again that finds its tables in use */
  constructor(databaseUrl: string, scripts: ReadonlySet<string>, lockTimeoutSeconds: number) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    // As in prisma.ts: an idle connection that breaks is nobody's news.
    pool.on("error", () => {});
    super(pool);
    this.#pool = pool;
    this.#scripts = scripts;
    this.#lockTimeoutSeconds = lockTimeoutSeconds;
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        if (this.#scripts.has(script)) await this.#runMigration(script);
        else await this.#pool.query(script);
      } catch (error) {
        this.scriptError = error;
        throw error;
      }
    };
    return adapter;
  }

  async #runMigration(script: string): Promise<void> {
    await this.#pool.query(UNFINISHED, [STARTED]);
    const lock = `SELECT pg_advisory_xact_lock(${SCRIPT_LOCK_KEY})`;
    const patience = `SELECT set_config('lock_timeout', '${TABLE_WAIT_MS}', true)`;
    const whole = `${lock};\n${patience};\n${script}\n;${UNFINISHED.replace("$1", `'${COMMITTED}'`)}`;
    const deadline = performance.now() + this.#lockTimeoutSeconds * 1000;
    for (;;) {
      try {
        await this.#pool.query(whole);
        return;
      } catch (error) {
        if (!isLockTimeout(error) || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE;

/**
 * Settles migrations that a killed process left open, by the notes above: committed ones are recorded as applied, the
 * others were rolled back by PostgreSQL and may run again. Open rows without a note (made by Prisma's CLI) stay.
 */
export async function settleInterrupted(client: pg.Client): Promise<void> {
  await client.query("SELECT pg_advisory_lock($1)", [SCRIPT_LOCK_KEY]);
  await client.query("SELECT pg_advisory_unlock($1)", [SCRIPT_LOCK_KEY]);
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present");
  if (!rows[0]?.present) return;
  const open = "finished_at IS NULL AND rolled_back_at IS NULL AND logs = $1";
  await client.query(
    `UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE ${open}`,
    [COMMITTED],
  );
  await client.query(`UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE ${open}`, [STARTED]);
}
