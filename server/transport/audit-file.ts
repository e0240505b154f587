/** The audit log as a file. */
import type { AuditEntry } from "@/lib/audit-schemas";
import { type Cell, csvFile, jsonFile } from "./streamed-file";

const CELLS: Readonly<Record<string, (entry: AuditEntry) => Cell>> = {
  happenedAt: ({ happenedAt }) => happenedAt,
  actor: ({ actor }) => actor.name,
  actorKind: ({ actor }) => actor.kind,
  actorId: ({ actor }) => actor.id,
  action: ({ action }) => action,
  target: ({ target }) => target?.label ?? null,
  targetKind: ({ target }) => target?.kind ?? null,
  targetId: ({ target }) => target?.id ?? null,
  changed: ({ changed }) => (changed === null ? null : JSON.stringify(changed)),
  address: ({ address }) => address,
  userAgent: ({ userAgent }) => userAgent,
  requestId: ({ requestId }) => requestId,
  id: ({ id }) => id,
};
const COLUMNS = Object.keys(CELLS);

/** @param at when it was asked for */
export function auditFile(format: "csv" | "json", pages: AsyncIterable<AuditEntry[]>, at: Date): Response {
  const name = `hubqueue-audit-${at.toISOString().slice(0, 10).replaceAll("-", "")}`;
  if (format === "json") return jsonFile(name, pages, { before: "[", after: "]" });
  return csvFile(name, COLUMNS, rowsOf(pages));
}

async function* rowsOf(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<Cell[][]> {
  for await (const entries of pages)
    yield entries.map((entry) => COLUMNS.map((column) => CELLS[column]?.(entry) ?? null));
}
