/** A task filter as SQL, written so that each form of it can use its index. */
import type { TaskFilter } from "@/lib/task-schemas";
import { Prisma } from "./prisma";

/** A filter without words, which have conditions of their own (search-condition, task-search). */
export type PlainFilter = Omit<TaskFilter, "q"> & { readonly q?: never };

/** Ids grow with time. A task without a row is the only one of its own. */
const NEWEST_OF_ROW = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM task later WHERE later.batch_id = t.batch_id AND later.batch_row = t.batch_row
    AND later.id > t.id AND later.deleted_at IS NULL)`;

/** Conditions over `task t` besides the status, ready to follow a WHERE. Expressions equal those of the indexes. */
export function whereFilter(filter: PlainFilter): Prisma.Sql {
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
  return Prisma.join(parts, " AND ");
}
