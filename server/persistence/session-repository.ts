/** Browsers in which people are signed in. better-auth makes the rows; what is told of them is ours. */
import type { AskedFrom } from "@/lib/actor";
import type { AuditRecord } from "@/lib/audit-schemas";
import { keepRecord } from "./audit-log";
import { setPassword } from "./entry-links";
import type { Database } from "./prisma";

export interface StoredSession {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

export class SessionRepository {
  constructor(private readonly db: Database) {}

  /** Those that are not over, the newest first. */
  async of(userId: string): Promise<StoredSession[]> {
    return this.db.$queryRaw<StoredSession[]>`
      SELECT id, user_agent AS "userAgent", ip_address AS "ipAddress", created_at AS "createdAt", last_seen_at AS "lastSeenAt"
      FROM auth_session WHERE user_id = ${userId} AND expires_at > clock_timestamp() ORDER BY created_at DESC, id LIMIT 100`;
  }

  /** @returns false when there is none of that id that belongs to them. */
  async end(userId: string, sessionId: string, record: AuditRecord): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      const { count } = await tx.authSession.deleteMany({ where: { id: sessionId, userId } });
      if (count > 0) await keepRecord(tx, record);
      return count > 0;
    });
  }

  /** All of a person's, or all but the one kept. */
  async endAll(userId: string, keptSessionId: string | null, record: AuditRecord): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.authSession.deleteMany({
        where: { userId, ...(keptSessionId !== null && { id: { not: keptSessionId } }) },
      });
      await keepRecord(tx, record);
    });
  }

  /** Null for somebody without a password. */
  async passwordHash(userId: string): Promise<string | null> {
    const account = await this.db.authAccount.findFirst({ where: { userId, providerId: "credential" } });
    return account?.password ?? null;
  }

  /** Ends the other sessions. */
  async changePassword(
    userId: string,
    passwordHash: string,
    keptSessionId: string | null,
    record: AuditRecord,
  ): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await setPassword(tx, userId, passwordHash, keptSessionId);
      await keepRecord(tx, record);
    });
  }
}

/**
 * Tells a session that was just made where it comes from, unless its person is disabled: then it ends here.
 * @returns whether it stands
 */
export async function openSession(
  db: Database,
  token: string,
  from: AskedFrom | undefined,
  recordOf: (person: { id: string; email: string }) => AuditRecord,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const session = await tx.authSession.findUnique({ where: { token }, include: { user: true } });
    if (session === null) return false;
    if (session.user.disabledAt !== null) {
      await tx.authSession.delete({ where: { token } });
      return false;
    }
    await tx.$executeRaw`
      UPDATE auth_session SET ip_address = ${from?.address ?? null}, user_agent = ${from?.userAgent ?? null}, last_seen_at = clock_timestamp()
      WHERE token = ${token}`;
    await tx.$executeRaw`UPDATE auth_user SET last_seen_at = clock_timestamp() WHERE id = ${session.userId}`;
    await keepRecord(tx, recordOf(session.user));
    return true;
  });
}

/** Notes that somebody is there. */
export async function noteSeen(db: Database, sessionId: string, userId: string): Promise<void> {
  await db.$executeRaw`UPDATE auth_session SET last_seen_at = clock_timestamp() WHERE id = ${sessionId}`;
  await db.$executeRaw`UPDATE auth_user SET last_seen_at = clock_timestamp() WHERE id = ${userId}`;
}
