import { batchAction } from "@/app/(app)/tasks/actions";
import { type ActionTarget, EMPTY_REPORT, joinReports } from "@/lib/action-target";
import { type BatchReport, MAX_BATCH_IDS } from "@/lib/task-schemas";
import type { TaskAction } from "@/lib/task-status";

type Answer = { ok: true; data: BatchReport } | { ok: false; error: unknown };

function chunk(ids: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < ids.length; at += MAX_BATCH_IDS) parts.push(ids.slice(at, at + MAX_BATCH_IDS));
  return parts;
}

/** Sends the action, in as many parts as the server's limit asks for; a lost connection comes back as an error. */
export async function sendBatch(action: TaskAction, target: ActionTarget): Promise<Answer> {
  try {
    if (target.kind === "filter") return await batchAction(action, { filter: target.filter });
    const ids = target.kind === "ids" ? target.ids : target.tasks.map((task) => task.id);
    let report = EMPTY_REPORT;
    for (const part of chunk(ids)) {
      const answer = await batchAction(action, { ids: part });
      if (!answer.ok) return answer;
      report = joinReports(report, answer.data);
    }
    return { ok: true, data: report };
  } catch (error) {
    return { ok: false, error };
  }
}
