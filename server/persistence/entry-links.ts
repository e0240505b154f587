/** Links that let a person set their password, each of them once. */
import { randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { Role } from "@/lib/actor";
import type { AuditRecord } from "@/lib/audit-schemas";
import { knownRole, LINK_DAYS, type LinkKind } from "@/lib/people-schemas";
import { keepRecord } from "./audit-log";
import { isTaken } from "./people-repository";
import { type Database, type Executor, Prisma } from "./prisma";

export interface StoredLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly email: string;
  readonly role: Role | null;
  readonly userId: string | null;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly expired: boolean;
}

export interface NewEntryLink {
  readonly kind: LinkKind;
  readonly tokenHash: string;
  readonly email: string;
  readonly role: Role | null;
  readonly userId: string | null;
  readonly createdBy: string;
}

/** Written once the link is known. */
type RecordOf = (link: {
  readonly id: string;
  readonly email: string;
  readonly userId: string;
}) => AuditRecord;

const COLUMNS = Prisma.sql`
  id, kind, email, role, user_id AS "userId", created_by AS "createdBy", expires_at AS "expiresAt",
  expires_at <= clock_timestamp() AS expired`;

export class EntryLinks {
  constructor(private readonly db: Database) {}

  /** By email address. */
  all(): Promise<StoredLink[]> {
    return this.db.$queryRaw<StoredLink[]>`SELECT ${COLUMNS} FROM entry_link ORDER BY email, kind`;
  }

  /** Takes the place of an older one of its kind for the same person. */
  async add(
    link: NewEntryLink,
    record: (id: string) => AuditRecord,
  ): Promise<{ id: string; expiresAt: Date }> {
    const id = uuidv7();
    return this.db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ id: string; expiresAt: Date }[]>`
        INSERT INTO entry_link (id, kind, token_hash, email, role, user_id, created_by, expires_at)
        VALUES (${id}::uuid, ${link.kind}, ${link.tokenHash}, ${link.email}, ${link.role}, ${link.userId},
          ${link.createdBy}, clock_timestamp() + ${LINK_DAYS}::float8 * interval '1 day')
        ON CONFLICT (kind, email) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash,
          role = excluded.role, user_id = excluded.user_id, created_by = excluded.created_by,
          created_at = clock_timestamp(), expires_at = excluded.expires_at
        RETURNING id, expires_at AS "expiresAt"`;
      if (row === undefined) throw new Error("an upsert returns its row");
      await keepRecord(tx, record(row.id));
      return row;
    });
  }

  /** Null for one that is used, revoked or too old. */
  async valid(tokenHash: string): Promise<StoredLink | null> {
    const [row] = await this.db.$queryRaw<StoredLink[]>`
      SELECT ${COLUMNS} FROM entry_link WHERE token_hash = ${tokenHash} AND expires_at > clock_timestamp()`;
    return row ?? null;
  }

  async revoke(id: string, record: (link: { id: string; email: string }) => AuditRecord): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      const [gone] = await tx.$queryRaw<{ id: string; email: string }[]>`
        DELETE FROM entry_link WHERE id = ${id}::uuid RETURNING id, email`;
      if (gone === undefined) return false;
      await keepRecord(tx, record(gone));
      return true;
    });
  }

  /**
   * Uses the link: makes the invited person, or gives a new password and ends all sessions. Of two at once, one finds it
   * gone. @returns the email address; null for a link that is not good any more.
   */
  async use(
    tokenHash: string,
    given: { readonly name: string; readonly passwordHash: string },
    recordOf: RecordOf,
  ): Promise<{ email: string } | null | "email-taken"> {
    try {
      return await this.db.$transaction(async (tx) => {
        const [link] = await tx.$queryRaw<StoredLink[]>`
          DELETE FROM entry_link WHERE token_hash = ${tokenHash} AND expires_at > clock_timestamp()
          RETURNING ${COLUMNS}`;
        if (link === undefined) return null;
        const { id, email } = link;
        const userId = link.userId ?? (await addPerson(tx, link, given));
        if (link.userId !== null) await setPassword(tx, userId, given.passwordHash);
        await keepRecord(tx, recordOf({ id, email, userId }));
        return { email };
      });
    } catch (error) {
      if (isTaken(error)) return "email-taken";
      throw error;
    }
  }
}

async function addPerson(
  tx: Executor,
  { email, role }: StoredLink,
  { name, passwordHash }: { readonly name: string; readonly passwordHash: string },
): Promise<string> {
  const id = randomUUID();
  await tx.authUser.create({
    data: {
      id,
      email,
      name: name || email.replace(/@.*/, ""),
      emailVerified: true,
      role: knownRole(role),
      accounts: { create: credential(id, passwordHash) },
    },
  });
  return id;
}

/** Ends the person's sessions but `keptSessionId`. */
export async function setPassword(
  tx: Executor,
  userId: string,
  passwordHash: string,
  keptSessionId: string | null = null,
): Promise<void> {
  const { count } = await tx.authAccount.updateMany({
    where: { userId, providerId: "credential" },
    data: { password: passwordHash },
  });
  if (count === 0) await tx.authAccount.create({ data: { ...credential(userId, passwordHash), userId } });
  await tx.authSession.deleteMany({
    where: { userId, ...(keptSessionId !== null && { id: { not: keptSessionId } }) },
  });
}

/** How better-auth keeps a password: an account of its own, named after the user. */
export function credential(userId: string, passwordHash: string) {
  return { id: randomUUID(), accountId: userId, providerId: "credential", password: passwordHash };
}
