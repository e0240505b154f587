/** The workflow library. Deleting is a mark, because tasks and their graphs outlive the entry. */
import { uuidv7 } from "uuidv7";
import { isUuid } from "@/lib/uuid";
import { type Database, type Executor, Prisma } from "./prisma";
import type { StoredWorkflow, StoredWorkflowContent, WorkflowRecord } from "./workflow-record";

const COLUMNS = Prisma.sql`w.id, w.remote_id AS "remoteId", w.kind, w.name, w.description, w.localized, w.source,
  v.node_count AS "nodeCount", w.updated_at AS "updatedAt"`;
const LIVE = Prisma.sql`FROM workflow w JOIN workflow_version v ON v.id = w.current_version_id WHERE w.deleted_at IS NULL`;

export class WorkflowRepository {
  constructor(private readonly db: Database) {}

  /** The last changed first. */
  async list(): Promise<StoredWorkflow[]> {
    return this.db.$queryRaw<
      StoredWorkflow[]
    >`SELECT ${COLUMNS} ${LIVE} ORDER BY w.updated_at DESC, w.id DESC`;
  }

  async find(id: string): Promise<StoredWorkflowContent | null> {
    if (!isUuid(id)) return null;
    const rows = await this.db.$queryRaw<StoredWorkflowContent[]>`
      SELECT ${COLUMNS}, v.id AS "versionId", v.content ${LIVE} AND w.id = ${id}::uuid`;
    return rows[0] ?? null;
  }

  /** Adds the workflow or, when it is there, a version; a deleted one comes back. @returns its id. */
  async save(record: WorkflowRecord): Promise<string> {
    return this.db.$transaction(async (tx) => {
      const id = await upsertWorkflow(tx, record);
      const versionId = await upsertVersion(tx, id, record);
      await tx.$executeRaw`
        UPDATE workflow SET current_version_id = ${versionId}::uuid, updated_at = clock_timestamp()
        WHERE id = ${id}::uuid AND current_version_id IS DISTINCT FROM ${versionId}::uuid`;
      return id;
    });
  }

  /** False when there is none. */
  async remove(id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const removed = await this.db.$executeRaw`
      UPDATE workflow SET deleted_at = clock_timestamp() WHERE id = ${id}::uuid AND deleted_at IS NULL`;
    return removed > 0;
  }

  /** Remote ids of samples that a person deleted. */
  async deletedSamples(): Promise<Set<string>> {
    const rows = await this.db.workflow.findMany({
      where: { source: "sample", deletedAt: { not: null } },
      select: { remoteId: true },
    });
    return new Set(rows.map((row) => row.remoteId));
  }
}

/** Finds it by what counts as the same workflow (index workflow_identity), deleted or not. A name is kept unless given. */
async function upsertWorkflow(tx: Executor, record: WorkflowRecord): Promise<string> {
  const localized = record.localized === null ? null : JSON.stringify(record.localized);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO workflow AS w (id, remote_id, kind, name, description, localized, source)
    VALUES (${uuidv7()}::uuid, ${record.remoteId}, ${record.kind}, ${record.name ?? record.defaultName},
      ${record.description}, ${localized}::jsonb, ${record.source})
    ON CONFLICT (kind, remote_id, (CASE WHEN source = 'pasted' THEN name ELSE '' END)) DO UPDATE SET
      name = coalesce(${record.name}, w.name), description = coalesce(excluded.description, w.description),
      localized = coalesce(excluded.localized, w.localized), deleted_at = NULL
    RETURNING id`;
  return only(rows).id;
}

async function upsertVersion(tx: Executor, workflowId: string, record: WorkflowRecord): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO workflow_version (id, workflow_id, hash, content, sends_graph, node_count)
    VALUES (${uuidv7()}::uuid, ${workflowId}::uuid, ${record.hash}, ${record.content},
      ${record.source === "pasted"}, ${record.nodeCount})
    ON CONFLICT (workflow_id, hash) DO UPDATE SET node_count = excluded.node_count
    RETURNING id`;
  return only(rows).id;
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("an upsert returned no row");
  return row;
}
