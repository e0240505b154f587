/** The versions of library entries, and what was found when RunningHub was asked for a newer one. */
import { isUuid } from "@/lib/uuid";
import { type Database, Prisma } from "./prisma";
import type { StoredVersion, WorkflowRecord } from "./workflow-record";
import { sendWhatIsGone, upsertVersion } from "./workflow-version-rows";

export class WorkflowVersions {
  constructor(private readonly db: Database) {}

  /** The newest first; none for an entry that is not there. */
  async list(workflowId: string): Promise<StoredVersion[]> {
    if (!isUuid(workflowId)) return [];
    return this.db.$queryRaw<StoredVersion[]>`
      SELECT v.id, v.node_count AS "nodeCount", v.created_at AS "createdAt", v.sends_graph AS "sendsGraph",
        v.id = w.current_version_id AS "isCurrent",
        (SELECT count(*) FROM task t WHERE t.workflow_version_id = v.id AND t.deleted_at IS NULL)::int AS "taskCount"
      FROM workflow w JOIN workflow_version v ON v.workflow_id = w.id
      WHERE w.id = ${workflowId}::uuid AND w.deleted_at IS NULL ORDER BY v.created_at DESC, v.id DESC`;
  }

  /** Contents by id, of the versions that the entry has. */
  async contents(workflowId: string, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.workflowVersion.findMany({
      where: { workflowId, id: { in: [...ids] } },
      select: { id: true, content: true },
    });
    return new Map(rows.map(({ id, content }) => [id, content]));
  }

  /** New tasks are made from it; whatever was found newer is decided about. False when the entry has no such version. */
  async use(workflowId: string, versionId: string): Promise<boolean> {
    const used = await this.db.$executeRaw`
      UPDATE workflow w SET current_version_id = v.id, newer_version_id = NULL, updated_at = clock_timestamp()
      FROM workflow_version v WHERE v.id = ${versionId}::uuid AND v.workflow_id = w.id
        AND w.id = ${workflowId}::uuid AND w.deleted_at IS NULL`;
    return used > 0;
  }

  /**
   * Takes the turn to ask RunningHub, so that of many who open a form one asks.
   * @param unlessMinutes null: the turn is taken whenever somebody asked last
   */
  async takeTurn(workflowId: string, unlessMinutes: number | null): Promise<boolean> {
    const isDue =
      unlessMinutes === null
        ? Prisma.sql`TRUE`
        : Prisma.sql`(checked_at IS NULL OR checked_at < clock_timestamp() - make_interval(secs => ${unlessMinutes * 60}))`;
    const taken = await this.db.$executeRaw`
      UPDATE workflow SET checked_at = clock_timestamp()
      WHERE id = ${workflowId}::uuid AND deleted_at IS NULL AND ${isDue}`;
    return taken > 0;
  }

  /** Whoever had the turn got no answer: the next one asks again. */
  async giveTurnBack(workflowId: string): Promise<void> {
    await this.db.$executeRaw`UPDATE workflow SET checked_at = NULL WHERE id = ${workflowId}::uuid`;
  }

  /**
   * What RunningHub had when it was asked last: the version whose graph need not be sent. Nobody sends one of an AI app,
   * so there it is the one that was found last.
   */
  async lastThere(workflowId: string): Promise<string | null> {
    const version = await this.db.workflowVersion.findFirst({
      where: { workflowId },
      orderBy: [{ sendsGraph: "asc" }, { createdAt: "desc" }, { id: "desc" }],
      select: { content: true },
    });
    return version?.content ?? null;
  }

  /**
   * Keeps what RunningHub has now as a version. Only one that was never seen before is put before people: one they know
   * they have decided about.
   * @returns the version that waits for a decision, if any
   */
  async found(
    workflowId: string,
    content: Pick<WorkflowRecord, "kind" | "hash" | "content" | "nodeCount">,
  ): Promise<string | null> {
    return this.db.$transaction(async (tx) => {
      const version = await upsertVersion(tx, workflowId, content);
      await sendWhatIsGone(tx, workflowId, version.id);
      const rows = await tx.$queryRaw<{ newer: string | null }[]>`
        UPDATE workflow SET newer_version_id = CASE
          WHEN current_version_id <> ${version.id}::uuid AND (${version.isNew} OR newer_version_id = ${version.id}::uuid)
          THEN ${version.id}::uuid END
        WHERE id = ${workflowId}::uuid RETURNING newer_version_id AS newer`;
      return rows[0]?.newer ?? null;
    });
  }
}
