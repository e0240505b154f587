import { uuidv7 } from "uuidv7";
import type { Executor } from "./prisma";
import type { WorkflowRecord } from "./workflow-record";

type Content = Pick<WorkflowRecord, "kind" | "hash" | "content" | "nodeCount">;

/**
 * The version with this content, added when the workflow has none. The graph of a new one goes along with runs, so that
 * they run what its form shows, until RunningHub has said that it has the same (`sendWhatIsGone`).
 */
export async function upsertVersion(
  tx: Executor,
  workflowId: string,
  { kind, hash, content, nodeCount }: Content,
): Promise<{ id: string; isNew: boolean }> {
  const rows = await tx.$queryRaw<{ id: string; isNew: boolean }[]>`
    INSERT INTO workflow_version (id, workflow_id, hash, content, sends_graph, node_count)
    VALUES (${uuidv7()}::uuid, ${workflowId}::uuid, ${hash}, ${content}, ${kind === "workflow"}, ${nodeCount})
    ON CONFLICT (workflow_id, hash) DO UPDATE SET node_count = excluded.node_count
    RETURNING id, xmax = 0 AS "isNew"`;
  return only(rows);
}

/**
 * RunningHub keeps one graph per workflow, and gave it a moment ago. The graphs it has no more are sent with the runs of
 * tasks that were made from them. An AI app takes none.
 */
export async function sendWhatIsGone(tx: Executor, workflowId: string, thereId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE workflow_version v SET sends_graph = (v.id <> ${thereId}::uuid) FROM workflow w
    WHERE w.id = v.workflow_id AND w.id = ${workflowId}::uuid AND w.kind = 'workflow' AND w.source <> 'pasted'
      AND v.sends_graph <> (v.id <> ${thereId}::uuid)`;
}

export function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("an upsert returned no row");
  return row;
}
