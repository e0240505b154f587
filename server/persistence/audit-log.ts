/** The log of who did what. It is only added to; the database refuses anything else. */
import type { AuditFilter, AuditRecord } from "@/lib/audit-schemas";
import type { AuditEntry as StoredEntry } from "./generated/client";
import { type Database, type Executor, Prisma } from "./prisma";

export type { StoredEntry };

/** People's words in it may be endless. */
const MAX_WORDS = 500;
const PAGE = 500;

/** Writes an entry within the transaction of what it tells of, so that there is neither without the other. */
export async function keepRecord(db: Executor, record: AuditRecord | undefined): Promise<void> {
  if (record === undefined) return;
  const { action, actor, target, changed, address, userAgent, requestId } = record;
  await db.auditEntry.create({
    data: {
      action,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: short(actor.name),
      targetKind: target?.kind ?? null,
      targetId: target?.id ?? null,
      targetLabel: target ? short(target.label) : null,
      // Checked input of the doors: nothing but JSON comes here.
      changed: changed === undefined ? Prisma.DbNull : (changed as Prisma.InputJsonObject),
      address: address ?? null,
      userAgent: userAgent ? short(userAgent) : null,
      requestId: requestId ?? null,
    },
  });
}

const SIGN_IN_DAYS = 30;
const SIGN_INS = 100;

/** Where somebody has signed in from lately. @param name the email address, as typed by whoever wants in */
export async function signInAddresses(db: Executor, name: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ address: string }[]>`
    SELECT DISTINCT address FROM (
      SELECT address FROM audit_entry
      WHERE action = 'signIn.succeeded' AND actor_name = ${short(name)} AND address IS NOT NULL
        AND happened_at > clock_timestamp() - ${SIGN_IN_DAYS} * interval '1 day'
      ORDER BY id DESC LIMIT ${SIGN_INS}) lately`;
  return rows.map(({ address }) => address);
}

export class AuditLog {
  constructor(private readonly db: Database) {}

  /** For what no transaction belongs to. */
  write(record: AuditRecord): Promise<void> {
    return keepRecord(this.db, record);
  }

  /** The newest first. @param before an id; entries older than it */
  async page(filter: AuditFilter, before: bigint | null, limit: number): Promise<StoredEntry[]> {
    const { person, action, from, to } = filter;
    return this.db.auditEntry.findMany({
      where: {
        ...(before !== null && { id: { lt: before } }),
        ...(person && { actorName: { contains: person, mode: "insensitive" } }),
        ...(action && { OR: [{ action }, { action: { startsWith: `${action}.` } }] }),
        ...((from || to) && {
          happenedAt: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) },
        }),
      },
      orderBy: { id: "desc" },
      take: limit,
    });
  }

  /** All of it, the newest first, a page at a time. */
  async *pages(filter: AuditFilter): AsyncGenerator<StoredEntry[]> {
    let before: bigint | null = null;
    for (;;) {
      const rows: StoredEntry[] = await this.page(filter, before, PAGE);
      if (rows.length > 0) yield rows;
      const oldest = rows.at(-1);
      if (rows.length < PAGE || oldest === undefined) return;
      before = oldest.id;
    }
  }
}

/** By whole characters: half of one cannot be stored. */
function short(text: string): string {
  const plain = text.toWellFormed().replaceAll("\u0000", "");
  return plain.length <= MAX_WORDS ? plain : plain.slice(0, MAX_WORDS).toWellFormed();
}
