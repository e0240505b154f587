/** RunningHub accounts as the queue uses them: which may submit, their pauses and their back-off. */
import type { AuditRecord } from "@/lib/audit-schemas";
import { holdByBalance, IN_USE } from "./account-readings";
import { keepRecord } from "./audit-log";
import type { Account } from "./generated/client";
import { hint } from "./hint";
import { ACCOUNT_OPEN, HAS_ROOM, NEXT_IN_LINE } from "./line";
import { type Database, Prisma } from "./prisma";
import { QUEUE_PAUSED } from "./setting-repository";
import type { Reason } from "./task-transition";

export type { Account };

/** What still needs an account. */
export interface AccountUse {
  /** Slots that tasks hold. */
  readonly held: number;
  /** Waiting tasks bound to it. */
  readonly waiting: number;
}

/** Of an account `a`. */
export const HELD_SLOTS = Prisma.sql`(SELECT count(*)::int FROM attempt x WHERE x.account_id = a.id AND x.released_at IS NULL)`;
export const WAITING_TASKS = Prisma.sql`
  (SELECT count(*)::int FROM task t WHERE t.account_id = a.id AND t.status = 'PENDING' AND t.deleted_at IS NULL)`;

export class AccountRepository {
  constructor(private readonly db: Database) {}

  /** Not those that were removed; the oldest first. */
  async all(): Promise<Account[]> {
    return this.db.account.findMany({
      where: { removedAt: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
  }

  /** Slots that tasks hold, and waiting tasks bound to it, by account. */
  async use(): Promise<Map<string, AccountUse>> {
    const rows = await this.db.$queryRaw<(AccountUse & { id: string })[]>`
      SELECT a.id, ${HELD_SLOTS} AS held, ${WAITING_TASKS} AS waiting FROM account a WHERE a.removed_at IS NULL`;
    return new Map(rows.map(({ id, ...use }) => [id, use]));
  }

  /** Removed ones too: what ran there is still looked at. */
  async find(id: string): Promise<Account | null> {
    return this.db.account.findUnique({ where: { id } });
  }

  /** Stops claims for the account until a person or a check resumes it. The first reason stays. */
  async pause(id: string, reason: Reason): Promise<boolean> {
    const changed = await this.db.$executeRaw`
      UPDATE account SET paused_at = clock_timestamp(), pause_code = ${reason.code}, pause_message = ${reason.message}
      WHERE id = ${id}::uuid AND paused_at IS NULL`;
    if (changed === 1) await hint(this.db);
    return changed === 1;
  }

  /** A person's pause takes the place of any other, so that no check lifts it. @returns false when it is not in use. */
  async pauseByPerson(id: string, message: string, record?: AuditRecord): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      const changed = await tx.$executeRaw`
        UPDATE account SET paused_at = clock_timestamp(), pause_code = 'PAUSED_BY_PERSON', pause_message = ${message}
        WHERE id = ${id}::uuid AND ${IN_USE}`;
      if (changed === 0) return false;
      await keepRecord(tx, record);
      await hint(tx);
      return true;
    });
  }

  /** Ends every pause and back-off, but for the hold of a low balance. @returns false when it is not in use. */
  async resume(id: string, record?: AuditRecord): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      const changed = await tx.$executeRaw`
        UPDATE account SET paused_at = NULL, pause_code = NULL, pause_message = NULL, busy_until = NULL, busy_code = NULL, busy_count = 0
        WHERE id = ${id}::uuid AND ${IN_USE}`;
      if (changed === 0) return false;
      await holdByBalance(tx, id);
      await keepRecord(tx, record);
      await hint(tx);
      return true;
    });
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

  /** Remote ids of the account's runs that we can name and believe alive. */
  async knownRuns(id: string): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ remote_id: string }[]>`
      SELECT remote_id FROM attempt WHERE account_id = ${id}::uuid AND state = 'ACCEPTED' AND released_at IS NULL`;
    return rows.map((row) => row.remote_id);
  }

  /** Accounts that may submit now, have room and something to submit; none while the queue is paused. */
  async claimable(): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      SELECT a.id FROM account a
      WHERE NOT ${QUEUE_PAUSED} AND ${ACCOUNT_OPEN} AND ${HAS_ROOM} AND ${NEXT_IN_LINE} IS NOT NULL ORDER BY a.created_at, a.id`;
    return rows.map((row) => row.id);
  }
}
