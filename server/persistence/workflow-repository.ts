/** The workflow library. Deleting is a mark, because tasks and their graphs outlive the entry. */
import { uuidv7 } from "uuidv7";
import { isUuid } from "@/lib/uuid";
import type { FormSettings, WorkflowDefaults } from "@/lib/workflow-settings";
import { type Database, type Executor, Prisma } from "./prisma";
import type { StoredWorkflow, StoredWorkflowContent, WorkflowDress, WorkflowRecord } from "./workflow-record";
import { only, sendWhatIsGone, upsertVersion } from "./workflow-version-rows";

const COLUMNS = Prisma.sql`w.id, w.remote_id AS "remoteId", w.kind, w.name, w.description, w.localized, w.source,
  v.node_count AS "nodeCount", v.id AS "versionId", w.newer_version_id AS "newerVersionId", w.updated_at AS "updatedAt"`;
const CONTENT = Prisma.sql`v.content, w.form_settings AS "formSettings", w.defaults`;
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
      SELECT ${COLUMNS}, ${CONTENT} ${LIVE} AND w.id = ${id}::uuid`;
    return rows[0] ?? null;
  }

  /** The entry with the content of one of its versions; also one that was deleted, since tasks outlive it. */
  async findVersion(versionId: string): Promise<StoredWorkflowContent | null> {
    if (!isUuid(versionId)) return null;
    const rows = await this.db.$queryRaw<StoredWorkflowContent[]>`
      SELECT ${COLUMNS}, ${CONTENT} FROM workflow w JOIN workflow_version v ON v.workflow_id = w.id
      WHERE v.id = ${versionId}::uuid`;
    return rows[0] ?? null;
  }

  /**
   * Adds the workflow or, when it is there, a version that is used from now on; a deleted one comes back.
   * @param dress replaces name, words and arrangement of an entry that is there. @returns its id.
   */
  async save(record: WorkflowRecord, dress?: WorkflowDress): Promise<string> {
    return this.db.$transaction(async (tx) => {
      const id = await upsertWorkflow(tx, record);
      const { id: versionId } = await upsertVersion(tx, id, record);
      if (record.isFresh) await sendWhatIsGone(tx, id, versionId);
      await tx.$executeRaw`
        UPDATE workflow SET newer_version_id = NULL,
          checked_at = CASE WHEN ${record.isFresh} THEN clock_timestamp() ELSE checked_at END
        WHERE id = ${id}::uuid`;
      await tx.$executeRaw`
        UPDATE workflow SET current_version_id = ${versionId}::uuid, updated_at = clock_timestamp()
        WHERE id = ${id}::uuid AND current_version_id IS DISTINCT FROM ${versionId}::uuid`;
      if (dress !== undefined) await putOn(tx, id, dress);
      return id;
    });
  }

  /**
   * A name people give counts in both languages. False when there is no such entry.
   * @returns "taken" when another pasted graph of the same RunningHub workflow has the name
   */
  async rename(id: string, name: string, description: string | null): Promise<boolean | "taken"> {
    return this.db.$transaction(async (tx) => {
      const twins = Prisma.sql`workflow AS twin SET name = left(twin.name, 180) || ' ' || left(twin.id::text, 18)
        FROM workflow w WHERE w.id = ${id}::uuid AND w.source = 'pasted' AND twin.source = 'pasted' AND twin.id <> w.id
        AND twin.kind = w.kind AND twin.remote_id = w.remote_id AND twin.name = ${name}`;
      // A deleted entry keeps its graphs for tasks, and makes room with its name.
      await tx.$executeRaw`UPDATE ${twins} AND twin.deleted_at IS NOT NULL`;
      const taken = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM workflow w, workflow twin WHERE w.id = ${id}::uuid AND w.source = 'pasted'
          AND twin.source = 'pasted' AND twin.id <> w.id AND twin.kind = w.kind AND twin.remote_id = w.remote_id
          AND twin.name = ${name}`;
      if (taken.length > 0) return "taken";
      const renamed = await tx.$executeRaw`
        UPDATE workflow SET name = ${name}, description = ${description}, localized = NULL, updated_at = clock_timestamp()
        WHERE id = ${id}::uuid AND deleted_at IS NULL`;
      return renamed > 0;
    });
  }

  /** False when there is no such entry. */
  async setForm(id: string, form: FormSettings): Promise<boolean> {
    const set = await this.db.$executeRaw`
      UPDATE workflow SET form_settings = ${JSON.stringify(form)}::jsonb, updated_at = clock_timestamp()
      WHERE id = ${id}::uuid AND deleted_at IS NULL`;
    return set > 0;
  }

  /** False when there is no such entry. */
  async setDefaults(id: string, defaults: WorkflowDefaults): Promise<boolean> {
    const set = await this.db.$executeRaw`
      UPDATE workflow SET defaults = ${JSON.stringify(defaults)}::jsonb, updated_at = clock_timestamp()
      WHERE id = ${id}::uuid AND deleted_at IS NULL`;
    return set > 0;
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

/**
 * Finds it by what counts as the same workflow (index workflow_identity), deleted or not. A name is kept unless given;
 * one that a person gave a sample is kept from the sample's own, which are known by both their languages.
 */
async function upsertWorkflow(tx: Executor, record: WorkflowRecord): Promise<string> {
  const localized = record.localized === null ? null : JSON.stringify(record.localized);
  const isRenamed = Prisma.sql`(excluded.localized IS NOT NULL AND w.localized IS NULL)`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO workflow AS w (id, remote_id, kind, name, description, localized, source)
    VALUES (${uuidv7()}::uuid, ${record.remoteId}, ${record.kind}, ${record.name ?? record.defaultName},
      ${record.description}, ${localized}::jsonb, ${record.source})
    ON CONFLICT (kind, remote_id, (CASE WHEN source = 'pasted' THEN name ELSE '' END)) DO UPDATE SET
      name = CASE WHEN ${isRenamed} THEN w.name ELSE coalesce(${record.name}, w.name) END,
      description = CASE WHEN ${isRenamed} THEN w.description ELSE coalesce(excluded.description, w.description) END,
      localized = CASE WHEN ${isRenamed} THEN NULL WHEN ${record.name}::text IS NOT NULL THEN excluded.localized
        ELSE coalesce(excluded.localized, w.localized) END,
      deleted_at = NULL
    RETURNING id`;
  return only(rows).id;
}

async function putOn(tx: Executor, id: string, dress: WorkflowDress): Promise<void> {
  const localized = dress.localized === null ? null : JSON.stringify(dress.localized);
  await tx.$executeRaw`
    UPDATE workflow SET name = ${dress.name}, description = ${dress.description}, localized = ${localized}::jsonb,
      form_settings = ${JSON.stringify(dress.form)}::jsonb, defaults = ${JSON.stringify(dress.defaults)}::jsonb,
      updated_at = clock_timestamp()
    WHERE id = ${id}::uuid`;
}
