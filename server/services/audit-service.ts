/** Who did what, for those who may know. */
import type { Actor } from "@/lib/actor";
import type { AuditEntry, AuditFilter, AuditPage, ListAudit } from "@/lib/audit-schemas";
import type { AuditLog, StoredEntry } from "../persistence/audit-log";
import { authorize } from "./rights";

export class AuditService {
  constructor(private readonly log: Pick<AuditLog, "page" | "pages">) {}

  /** The newest first. @throws AppError FORBIDDEN */
  async page(actor: Actor, { cursor, limit, ...filter }: ListAudit): Promise<AuditPage> {
    authorize(actor, "readAudit");
    const before = cursor == null ? null : BigInt(cursor);
    const rows = await this.log.page(filter, before, limit + 1);
    const items = rows.slice(0, limit).map(entryOf);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** All that fits, a page at a time. @throws AppError FORBIDDEN */
  open(actor: Actor, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
    authorize(actor, "readAudit");
    return this.entries(filter);
  }

  private async *entries(filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
    for await (const rows of this.log.pages(filter)) yield rows.map(entryOf);
  }
}

function entryOf(row: StoredEntry): AuditEntry {
  const { targetKind, targetId, targetLabel, changed } = row;
  return {
    id: String(row.id),
    happenedAt: row.happenedAt.toISOString(),
    action: row.action,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    target:
      targetKind === null || targetId === null
        ? null
        : { kind: targetKind, id: targetId, label: targetLabel ?? "" },
    changed: changed as AuditEntry["changed"], // only written from records
    address: row.address,
    userAgent: row.userAgent,
    requestId: row.requestId,
  };
}
