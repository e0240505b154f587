import type { TaskView } from "./task-schemas";

/** The page of a workflow or AI app on RunningHub; null for the simulator and other servers, which have none. */
export function remotePage({
  site,
  kind,
  workflowId,
}: Pick<TaskView, "site" | "kind" | "workflowId">): string | null {
  if (!/^(?:[\w-]+\.)?runninghub\.(?:cn|ai)$/i.test(site)) return null;
  return `https://${site}/${kind === "ai-app" ? "ai-detail" : "workflow"}/${encodeURIComponent(workflowId)}`;
}
