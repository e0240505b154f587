/** What RunningHub tells about an account, and what follows from it: the hold of a low balance, the end of a back-off. */
import type { Account } from "./generated/client";
import { hint } from "./hint";
import { type Database, type Executor, Prisma } from "./prisma";

/** What RunningHub told about an account. Amounts are decimal digits. */
export interface Reading {
  readonly coins: string | null;
  readonly money: string | null;
  readonly currency: string | null;
  readonly keyType: string | null;
  readonly limit: number | null;
  /** Tasks RunningHub counts for the key, whoever started them. */
  readonly running: number | null;
}

/** Not removed, and what the environment has now. */
export const IN_USE = Prisma.sql`removed_at IS NULL AND pause_code IS DISTINCT FROM 'ACCOUNT_AWAY'`;

/** Runs `x` of an account `a` that ended after `moment`: slot by slot, as the index is built. */
export function endedSince(moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`generate_series(1, a.slot_limit) slot
    JOIN attempt x ON x.account_id = a.id AND x.slot_no = slot AND x.ended_at > ${moment}`;
}

/** Below the minimum that people set: coins for keys that spend coins, money for the others. Unknown is not below. */
const BELOW_MINIMUM = Prisma.sql`coalesce(minimum_balance > (
  CASE WHEN key_type = 'NORMAL' THEN remaining_coins WHEN key_type IS NULL THEN coalesce(remaining_coins, remaining_money)
    ELSE remaining_money END)::numeric, false)`;

export class AccountReadings {
  constructor(private readonly db: Database) {}

  /** Ends the pause if it is still of this kind. */
  async lift(id: string, code: string): Promise<void> {
    const changed = await this.db.$executeRaw`
      UPDATE account SET paused_at = NULL, pause_code = NULL, pause_message = NULL
      WHERE id = ${id}::uuid AND pause_code = ${code}`;
    if (changed === 1) await hint(this.db);
  }

  /** Holds the account below its minimum balance, and lets it go above. */
  async holdByBalance(id: string): Promise<void> {
    if (await holdByBalance(this.db, id)) await hint(this.db);
  }

  /**
   * RunningHub's count shows room: the back-off for lack of it ends now. How often it was refused stays counted until
   * something is accepted, so that a count which misleads cannot make us hammer.
   */
  async endBackOff(id: string): Promise<void> {
    const changed = await this.db.$executeRaw`
      UPDATE account SET busy_until = NULL WHERE id = ${id}::uuid AND busy_code = 'CAPACITY' AND busy_until > clock_timestamp()`;
    if (changed === 1) await hint(this.db);
  }

  /**
   * @param askedSeconds how long ago RunningHub was asked: runs of ours that ended since were still counted there.
   */
  async recordReading(id: string, reading: Reading, askedSeconds: number): Promise<void> {
    await this.db.$executeRaw`
      UPDATE account a SET remaining_coins = ${reading.coins}, remaining_money = ${reading.money}, currency = ${reading.currency},
        key_type = coalesce(${reading.keyType}, key_type), remote_limit = coalesce(${reading.limit}::int, remote_limit),
        remote_running = ${reading.running}::int, checked_at = clock_timestamp(), check_error = NULL,
        elsewhere = greatest(0, coalesce(${reading.running}::int, 0) - (
          SELECT count(*) FROM attempt x
          WHERE x.account_id = a.id AND x.released_at IS NULL AND x.state IN ('ACCEPTED', 'SENT', 'UNKNOWN')
        ) - (
          SELECT count(*) FROM ${endedSince(Prisma.sql`clock_timestamp() - ${askedSeconds}::float8 * interval '1 second'`)}
          WHERE x.released_at IS NOT NULL AND x.state = 'ACCEPTED'))
      WHERE id = ${id}::uuid`;
    await this.noteUnnamed(id, reading.running ?? 0);
    await this.holdByBalance(id);
  }

  /**
   * More runs than those with a name: a sign of life for each submit whose answer was lost. One that is being settled at
   * this moment is not waited for: many at once, in any order, could deadlock with a stop of many.
   */
  private async noteUnnamed(id: string, running: number): Promise<void> {
    await this.db.$executeRaw`
      UPDATE attempt SET alive_at = clock_timestamp() WHERE id IN (
        SELECT id FROM attempt WHERE account_id = ${id}::uuid AND state = 'UNKNOWN' AND released_at IS NULL AND ${running}::int > (
          SELECT count(*) FROM attempt x WHERE x.account_id = ${id}::uuid AND x.state = 'ACCEPTED' AND x.released_at IS NULL)
        FOR UPDATE SKIP LOCKED)`;
  }

  /** What was known before stays. */
  async recordCheckError(id: string, message: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE account SET checked_at = clock_timestamp(), check_error = ${message} WHERE id = ${id}::uuid`;
  }

  /** Accounts that should be asked before their next turn: waiting for room, or something has ended since they were asked. */
  async askSoon(leastSeconds: number): Promise<Account[]> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      SELECT a.id FROM account a WHERE ${IN_USE} AND ((a.busy_code = 'CAPACITY' AND a.busy_until > clock_timestamp()) OR (
        a.checked_at < clock_timestamp() - ${leastSeconds}::float8 * interval '1 second'
        AND EXISTS (SELECT 1 FROM ${endedSince(Prisma.sql`a.checked_at`)})))`;
    return this.db.account.findMany({
      where: { id: { in: rows.map((row) => row.id) } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
  }
}

/** @returns whether something changed. */
export async function holdByBalance(db: Executor, id: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE account SET
      paused_at = CASE WHEN ${BELOW_MINIMUM} THEN clock_timestamp() END,
      pause_code = CASE WHEN ${BELOW_MINIMUM} THEN 'LOW_BALANCE' END,
      pause_message = CASE WHEN ${BELOW_MINIMUM} THEN 'The balance is below the minimum of ' || trim_scale(minimum_balance) END
    WHERE id = ${id}::uuid AND CASE WHEN ${BELOW_MINIMUM} THEN paused_at IS NULL ELSE pause_code = 'LOW_BALANCE' END`;
  return changed === 1;
}
