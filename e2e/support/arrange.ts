import type { TaskDetail } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import type { Api } from "./api";
import type { RunningHub } from "./running-hub";

/**
 * Makes a task that rests in that status: QUEUED and RUNNING are held on RunningHub, and PENDING by a paused line.
 * One task at a time can be QUEUED or RUNNING.
 */
export async function arrange(
  api: Api,
  runningHub: RunningHub,
  status: TaskStatus,
  name: string,
): Promise<TaskDetail> {
  if (status === "PENDING" || status === "STOPPED") await api.trpc.queue.pause.mutate();
  if (status === "QUEUED" || status === "RUNNING") await runningHub.bendNext({ state: status });
  if (status === "FAILED") await runningHub.bendNext({ failure: "oom" });
  const { id } = await api.createPicture(name, { start: status !== "READY" });
  if (status === "STOPPED") {
    await api.stop(id);
    await api.trpc.queue.resume.mutate();
  }
  return api.reaches(id, status);
}
