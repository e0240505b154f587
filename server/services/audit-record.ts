import type { Actor } from "@/lib/actor";
import type { AuditAction, AuditChange, AuditRecord, AuditTarget } from "@/lib/audit-schemas";

/** What the audit log is told of an action, by whoever does it. @param changed nothing secret */
export function recordOf(
  { kind, id, name, from }: Actor,
  action: AuditAction,
  target?: AuditTarget,
  changed?: AuditChange,
): AuditRecord {
  return { action, actor: { kind, id, name }, target, changed, ...from };
}
