/** RunningHub accounts: their keys (as ciphertext), limits, pauses, back-off and balance. */
import { uuidv7 } from "uuidv7";
import type { Account } from "./generated/client";
import { ACCOUNT_OPEN, lineOf } from "./line";
import { type Database, Prisma } from "./prisma";
import type { Reason } from "./task-transition";

export type { Account };

interface EnvironmentAccount {
  readonly name: string;
  readonly baseUrl: string;
  readonly site: string;
  readonly apiKeyCipher: string;
  readonly apiKeyHash: string;
  readonly slotLimit: number;
}

export class AccountRepository {
  constructor(private readonly db: Database) {}

  /**
   * Makes the first account what the environment says. A changed key or address lifts its pause, and the names that
   * files had there are forgotten, for they are another account's.
   */
  async upsertFromEnvironment(account: EnvironmentAccount): Promise<string> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      WITH moved AS (
        SELECT id FROM account WHERE name = ${account.name}
          AND (api_key_hash <> ${account.apiKeyHash} OR base_url <> ${account.baseUrl})
      ), forgotten AS (
        DELETE FROM remote_file WHERE account_id IN (SELECT id FROM moved)
      )
      INSERT INTO account (id, name, base_url, site, api_key_cipher, api_key_hash, slot_limit)
      VALUES (${uuidv7()}::uuid, ${account.name}, ${account.baseUrl}, ${account.site}, ${account.apiKeyCipher}, ${account.apiKeyHash}, ${account.slotLimit})
      ON CONFLICT (name) DO UPDATE SET
        slot_limit = excluded.slot_limit, base_url = excluded.base_url, site = excluded.site,
        api_key_cipher = excluded.api_key_cipher, api_key_hash = excluded.api_key_hash,
        busy_until = NULL, busy_code = NULL, busy_count = 0,
        paused_at = ${keepUnlessMoved(Prisma.sql`paused_at`)}, pause_code = ${keepUnlessMoved(Prisma.sql`pause_code`)},
        pause_message = ${keepUnlessMoved(Prisma.sql`pause_message`)}
      RETURNING id`;
    const id = rows[0]?.id;
    if (id === undefined) throw new Error("the account was not stored");
    return id;
  }

  /**
   * Of the accounts that the environment can describe, only this one is in use: the others claim nothing. Tasks made on
   * the simulator must never run, and be paid, on a real account.
   */
  async putInUse(id: string, among: readonly string[], away: Reason): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.$executeRaw`
        UPDATE account SET paused_at = clock_timestamp(), pause_code = ${away.code}, pause_message = ${away.message}
        WHERE id <> ${id}::uuid AND name = ANY(${[...among]})`;
      await tx.$executeRaw`
        UPDATE account SET paused_at = NULL, pause_code = NULL, pause_message = NULL
        WHERE id = ${id}::uuid AND pause_code = ${away.code}`;
    });
  }

  async all(): Promise<Account[]> {
    return this.db.account.findMany({ where: { removedAt: null }, orderBy: { createdAt: "asc" } });
  }

  /** Slots that tasks hold, and waiting tasks bound to it, by account. */
  async use(): Promise<Map<string, { held: number; waiting: number }>> {
    const rows = await this.db.$queryRaw<{ id: string; held: number; waiting: number }[]>`
      SELECT a.id, (SELECT count(*)::int FROM attempt x WHERE x.account_id = a.id AND x.released_at IS NULL) AS held,
        (SELECT count(*)::int FROM task t WHERE t.account_id = a.id AND t.status = 'PENDING' AND t.deleted_at IS NULL) AS waiting
      FROM account a WHERE a.removed_at IS NULL`;
    return new Map(rows.map(({ id, ...use }) => [id, use]));
  }

  async find(id: string): Promise<Account | null> {
    return this.db.account.findUnique({ where: { id } });
  }

  /** Stops claims for the account until a person or a balance check resumes it. The first reason stays. */
  async pause(id: string, reason: Reason): Promise<boolean> {
    const changed = await this.db.$executeRaw`
      UPDATE account SET paused_at = clock_timestamp(), pause_code = ${reason.code}, pause_message = ${reason.message}
      WHERE id = ${id}::uuid AND paused_at IS NULL`;
    return changed === 1;
  }

  async resume(id: string): Promise<boolean> {
    const changed = await this.db.$executeRaw`
      UPDATE account SET paused_at = NULL, pause_code = NULL, pause_message = NULL, busy_until = NULL, busy_code = NULL, busy_count = 0
      WHERE id = ${id}::uuid AND pause_code IS DISTINCT FROM 'ACCOUNT_AWAY'`;
    return changed === 1;
  }

  /** Backs off after a refusal for lack of room: longer each time in a row, up to the cap. */
  async backOff(
    id: string,
    code: string,
    wait: { baseSeconds: number; capSeconds: number; leastSeconds?: number },
  ): Promise<void> {
    await this.db.$executeRaw`
      UPDATE account SET busy_code = ${code}, busy_count = busy_count + 1,
        busy_until = clock_timestamp() + interval '1 second' * greatest(${wait.leastSeconds ?? 0}::float8,
          least(${wait.capSeconds}::float8, ${wait.baseSeconds}::float8 * power(1.5, least(busy_count, 20))) * (0.85 + 0.3 * random()))
      WHERE id = ${id}::uuid`;
  }

  /** There is room again, as far as we know: something of ours ended, or was accepted. */
  async clearBackOff(id: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE account SET busy_until = NULL, busy_code = NULL, busy_count = 0 WHERE id = ${id}::uuid AND busy_count > 0`;
  }

  async recordStatus(
    id: string,
    status: { coins: string | null; money: string | null; currency: string | null; running: number | null },
  ): Promise<void> {
    await this.db.$executeRaw`
      UPDATE account SET remaining_coins = ${status.coins}, remaining_money = ${status.money}, currency = ${status.currency},
        remote_running = ${status.running}, checked_at = clock_timestamp()
      WHERE id = ${id}::uuid`;
  }

  /** Remote runs of the account that we can name and believe alive. */
  async knownRuns(id: string): Promise<number> {
    const rows = await this.db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM attempt WHERE account_id = ${id}::uuid AND state = 'ACCEPTED' AND released_at IS NULL`;
    return rows[0]?.n ?? 0;
  }

  /** Accounts that may submit now and have something to. */
  async claimable(): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      SELECT a.id FROM account a WHERE ${ACCOUNT_OPEN} AND EXISTS (${lineOf(1)}) ORDER BY a.created_at`;
    return rows.map((row) => row.id);
  }
}

function keepUnlessMoved(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN account.api_key_hash = excluded.api_key_hash AND account.base_url = excluded.base_url
    THEN account.${column} END`;
}
