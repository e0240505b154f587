/** Tokens of programs. Only their digests are kept. */
import { uuidv7 } from "uuidv7";
import type { Role } from "@/lib/actor";
import type { AuditRecord } from "@/lib/audit-schemas";
import { keepRecord } from "./audit-log";
import { type Database, Prisma } from "./prisma";

export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  /** Checked by the database. */
  readonly role: Role;
  readonly ownerId: string | null;
  /** Email address. */
  readonly owner: string | null;
  readonly ownerRole: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly expired: boolean;
  readonly lastUsedAt: Date | null;
}

export interface NewApiToken {
  readonly name: string;
  readonly tokenHash: string;
  readonly prefix: string;
  readonly role: Role;
  readonly ownerId: string | null;
  readonly createdBy: string;
  readonly expiresInDays: number | null;
}

const TOKENS = Prisma.sql`
  SELECT t.id, t.name, t.prefix, t.role, t.owner_id AS "ownerId", u.email AS owner, u.role AS "ownerRole",
    t.created_by AS "createdBy", t.created_at AS "createdAt", t.expires_at AS "expiresAt",
    coalesce(t.last_used_at > clock_timestamp() - interval '1 minute', false) AS "isNoted",
    coalesce(t.expires_at <= clock_timestamp(), false) AS expired, t.last_used_at AS "lastUsedAt"
  FROM api_token t LEFT JOIN auth_user u ON u.id = t.owner_id`;

export class TokenRepository {
  constructor(private readonly db: Database) {}

  /** The newest first. @param ownerId only theirs */
  list(ownerId: string | null): Promise<StoredToken[]> {
    const whose = ownerId === null ? Prisma.empty : Prisma.sql`WHERE t.owner_id = ${ownerId}`;
    return this.db.$queryRaw<StoredToken[]>`${TOKENS} ${whose} ORDER BY t.created_at DESC, t.id LIMIT 500`;
  }

  async find(id: string): Promise<StoredToken | null> {
    const [token] = await this.db.$queryRaw<StoredToken[]>`${TOKENS} WHERE t.id = ${id}::uuid`;
    return token ?? null;
  }

  async add(
    token: NewApiToken,
    record: (id: string) => AuditRecord,
  ): Promise<{ id: string; expiresAt: Date | null }> {
    const id = uuidv7();
    return this.db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ expiresAt: Date | null }[]>`
        INSERT INTO api_token (id, name, token_hash, prefix, role, owner_id, created_by, expires_at)
        VALUES (${id}::uuid, ${token.name}, ${token.tokenHash}, ${token.prefix}, ${token.role}, ${token.ownerId}, ${token.createdBy},
          clock_timestamp() + ${token.expiresInDays}::float8 * interval '1 day')
        RETURNING expires_at AS "expiresAt"`;
      await keepRecord(tx, record(id));
      return { id, expiresAt: row?.expiresAt ?? null };
    });
  }

  async remove(id: string, record: AuditRecord): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      const { count } = await tx.apiToken.deleteMany({ where: { id } });
      if (count > 0) await keepRecord(tx, record);
      return count > 0;
    });
  }

  /**
   * The token that is good now: not expired, and its owner not disabled. That it was used is noted at most once a minute.
   * The look-up by digest tells nothing of how near a wrong one came.
   */
  async use(tokenHash: string): Promise<StoredToken | null> {
    const [token] = await this.db.$queryRaw<(StoredToken & { isNoted: boolean })[]>`
      ${TOKENS} WHERE t.token_hash = ${tokenHash} AND (t.expires_at IS NULL OR t.expires_at > clock_timestamp())
        AND (t.owner_id IS NULL OR u.disabled_at IS NULL)`;
    if (token === undefined) return null;
    if (!token.isNoted)
      await this.db
        .$executeRaw`UPDATE api_token SET last_used_at = clock_timestamp() WHERE id = ${token.id}::uuid`;
    return token;
  }
}
