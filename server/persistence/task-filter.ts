/** A task filter as SQL, written so that each form of it can use its index. */
import type { TaskFilter } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import { Prisma } from "./prisma";

const UUID_START = /^[0-9a-f]{6,8}(-[0-9a-f-]*)?$/i;

/** Ids grow with time. A task without a row is the only one of its own. */
const NEWEST_OF_ROW = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM task later WHERE later.batch_id = t.batch_id AND later.batch_row = t.batch_row
    AND later.id > t.id AND later.deleted_at IS NULL)`;

/** Conditions over `task t` besides the status, ready to follow a WHERE. Expressions equal those of the indexes. */
export function whereFilter(filter: TaskFilter): Prisma.Sql {
  const parts = [Prisma.sql`t.deleted_at IS NULL`];
  if (filter.workflowId) parts.push(Prisma.sql`t.workflow_id = ${filter.workflowId}`);
  if (filter.batchId) parts.push(Prisma.sql`t.batch_id = ${filter.batchId}::uuid`);
  if (filter.accountId)
    parts.push(Prisma.sql`coalesce(t.account_id, t.ran_on_account_id) = ${filter.accountId}::uuid`);
  if (filter.hasError) parts.push(Prisma.sql`t.reason_code <> 'STOPPED_BY_PERSON'`);
  if (filter.reasonCode) parts.push(Prisma.sql`t.reason_code = ${filter.reasonCode}`);
  if (filter.newestOfRow) parts.push(NEWEST_OF_ROW);
  if (filter.createdAfter) parts.push(Prisma.sql`t.created_at >= ${filter.createdAfter}::timestamptz`);
  if (filter.createdBefore) parts.push(Prisma.sql`t.created_at < ${filter.createdBefore}::timestamptz`);
  if (filter.q) parts.push(Prisma.sql`(${whereSearch(filter.q)})`);
  return Prisma.join(parts, " AND ");
}

/** The text of the expression must equal that of the index task_search. */
function whereSearch(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const parts = [
    Prisma.sql`(t.workflow_name || ' ' || coalesce(t.description, '')) ILIKE ${pattern}`,
    Prisma.sql`t.remote_id = ${q}`,
    Prisma.sql`t.workflow_id = ${q}`,
  ];
  if (isUuid(q)) parts.push(Prisma.sql`t.id = ${q}::uuid`);
  else if (UUID_START.test(q)) {
    const hex = q.replaceAll("-", "");
    parts.push(Prisma.sql`t.id BETWEEN ${uuidFrom(hex, "0")}::uuid AND ${uuidFrom(hex, "f")}::uuid`);
  }
  return Prisma.join(parts, " OR ");
}

function uuidFrom(hex: string, fill: string): string {
  const h = hex.slice(0, 32).padEnd(32, fill);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
