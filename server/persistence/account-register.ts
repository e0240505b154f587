/** Which accounts there are: the one of the environment, and those that people add, change and remove. */
import { uuidv7 } from "uuidv7";
import type { AuditRecord } from "@/lib/audit-schemas";
import { type AccountUse, HELD_SLOTS, WAITING_TASKS } from "./account-repository";
import { keepRecord } from "./audit-log";
import { hint } from "./hint";
import { type Database, type Executor, Prisma } from "./prisma";
import type { Reason } from "./task-transition";

export interface NewAccount {
  readonly name: string;
  readonly baseUrl: string;
  readonly site: string;
  readonly apiKeyCipher: string;
  readonly apiKeyHash: string;
  readonly slotLimit: number;
  readonly minimumBalance: number | null;
}
type AccountChanges = Partial<Omit<NewAccount, "baseUrl" | "site">>;

/** What another account has already. */
interface Taken {
  readonly taken: "name" | "apiKey";
}

export class AccountRegister {
  constructor(private readonly db: Database) {}

  /**
   * Makes the first account what the environment says. A changed key or address lifts its pause, and the names that
   * files had there are forgotten, for they are another account's.
   */
  async upsertFromEnvironment(account: Omit<NewAccount, "minimumBalance">): Promise<string> {
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
   * Of the accounts that the environment can describe, only this one is in use: the others claim nothing, and neither do
   * those on `awaySite`. Tasks made on the simulator must never run, and be paid, on a real account.
   */
  async putInUse(
    id: string,
    away: Reason,
    others: { names: readonly string[]; site: string | null },
  ): Promise<void> {
    const isAway = Prisma.sql`id <> ${id}::uuid AND (name = ANY(${[...others.names]}) OR site = ${others.site})`;
    await this.db.$transaction(async (tx) => {
      await tx.$executeRaw`
        UPDATE account SET paused_at = clock_timestamp(), pause_code = ${away.code}, pause_message = ${away.message}
        WHERE ${isAway}`;
      await tx.$executeRaw`
        UPDATE account SET paused_at = NULL, pause_code = NULL, pause_message = NULL
        WHERE pause_code = ${away.code} AND (${isAway}) IS NOT TRUE`;
    });
  }

  /** Every account of a site is at one address: the simulator's changes from start to start. */
  async moveSite(site: string, baseUrl: string): Promise<void> {
    await this.db.account.updateMany({ where: { site }, data: { baseUrl } });
  }

  /** @returns the account's id, or what another account has already. */
  async insert(account: NewAccount, recordOf: (id: string) => AuditRecord): Promise<string | Taken> {
    return this.db.$transaction(async (tx) => {
      const id = uuidv7();
      const taken = await takenBy(tx, id, account);
      if (taken !== null) return { taken };
      await tx.account.create({ data: { id, ...account } });
      await keepRecord(tx, recordOf(id));
      await hint(tx);
      return id;
    });
  }

  /**
   * What is left out stays. With another key, what was learnt about the old one is forgotten: balance, pauses of its
   * making, the names its files had.
   * @returns null when there is no such account, else what another account has already.
   */
  async change(id: string, changes: AccountChanges, record: AuditRecord): Promise<"changed" | Taken | null> {
    return this.db.$transaction(async (tx) => {
      const account = await tx.account.findFirst({ where: { id, removedAt: null } });
      if (account === null) return null;
      const taken = await takenBy(tx, id, { site: account.site, ...changes });
      if (taken !== null) return { taken };
      await tx.account.update({ where: { id }, data: changes });
      if (changes.apiKeyHash !== undefined) await forgetOldKey(tx, id);
      await keepRecord(tx, record);
      await hint(tx);
      return "changed";
    });
  }

  /**
   * Takes the account out of the list, unless slots are held or tasks wait for it. Its finished runs stay, and its name is free.
   * @returns what still needs it (nothing: it is removed), or null when there is no such account.
   */
  async remove(id: string, record: AuditRecord): Promise<AccountUse | null> {
    return this.db.$transaction(async (tx) => {
      // Claims, and tasks that would be bound to it, wait for this lock.
      await tx.$queryRaw`SELECT 1 FROM account WHERE id = ${id}::uuid FOR UPDATE`;
      const rows = await tx.$queryRaw<AccountUse[]>`
        SELECT ${HELD_SLOTS} AS held, ${WAITING_TASKS} AS waiting FROM account a WHERE a.id = ${id}::uuid AND a.removed_at IS NULL`;
      const use = rows[0];
      if (!use) return null;
      if (use.held > 0 || use.waiting > 0) return use;
      await tx.$executeRaw`
        UPDATE account SET removed_at = clock_timestamp(), name = name || ' (removed ' || id || ')' WHERE id = ${id}::uuid`;
      await keepRecord(tx, record);
      await hint(tx);
      return use;
    });
  }

  /** A key is kept after the removal only while something that ran under it may still be asked for. */
  async forgetKeysOfRemoved(): Promise<void> {
    await this.db.$executeRaw`
      UPDATE account a SET api_key_cipher = '', api_key_hash = '' WHERE removed_at IS NOT NULL AND api_key_cipher <> ''
        AND NOT EXISTS (SELECT 1 FROM attempt x
          WHERE x.account_id = a.id AND (x.released_at IS NULL OR x.next_poll_at IS NOT NULL))`;
  }
}

function keepUnlessMoved(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN account.api_key_hash = excluded.api_key_hash AND account.base_url = excluded.base_url
    THEN account.${column} END`;
}

/** One at a time, so that of two accounts made at once with one key, one is refused. */
async function takenBy(
  tx: Executor,
  id: string,
  account: { name?: string; apiKeyHash?: string; site: string },
): Promise<Taken["taken"] | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hubqueue.account'))`;
  const others = await tx.account.findMany({
    where: {
      id: { not: id },
      OR: [
        { name: account.name ?? "" },
        { apiKeyHash: account.apiKeyHash ?? "-", site: account.site, removedAt: null },
      ],
    },
    select: { name: true },
  });
  if (others.length === 0) return null;
  return others.some(({ name }) => name === account.name) ? "name" : "apiKey";
}

async function forgetOldKey(tx: Executor, id: string): Promise<void> {
  await tx.remoteFile.deleteMany({ where: { accountId: id } });
  await tx.$executeRaw`
    UPDATE account SET remaining_coins = NULL, remaining_money = NULL, currency = NULL, key_type = NULL, remote_limit = NULL,
      remote_running = NULL, elsewhere = 0, checked_at = NULL, check_error = NULL, busy_until = NULL, busy_code = NULL, busy_count = 0
    WHERE id = ${id}::uuid`;
  await tx.$executeRaw`
    UPDATE account SET paused_at = NULL, pause_code = NULL, pause_message = NULL
    WHERE id = ${id}::uuid AND pause_code NOT IN ('PAUSED_BY_PERSON', 'ACCOUNT_AWAY')`;
}
