/** What task creation needs to know of the library. */
import type { Database } from "./prisma";

export class WorkflowLookup {
  constructor(private readonly db: Database) {}

  /** Names by RunningHub id; ids we do not know are left out. */
  async names(remoteIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.workflow.findMany({
      where: { remoteId: { in: [...remoteIds] } },
      select: { remoteId: true, name: true },
    });
    return new Map(rows.map((row) => [row.remoteId, row.name]));
  }

  async existingVersions(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.workflowVersion.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true },
    });
    return new Set(rows.map((row) => row.id));
  }
}
