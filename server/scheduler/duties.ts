/** What a pass does, in order: news first, then what follows from it, then new claims. */
import type { TaskRepository } from "../persistence/task-repository";
import type { AccountService } from "../services/account-service";
import type { DownloadService } from "../services/download-service";
import type { InFlight } from "../services/in-flight";
import type { TaskQueueService } from "../services/task-queue-service";
import type { TaskStatusService } from "../services/task-status-service";
import type { Duty } from "./scheduler";

interface Ports {
  readonly taskQueue: Pick<TaskQueueService, "fill" | "reconcile">;
  readonly taskStatus: Pick<TaskStatusService, "refreshDue" | "timeOutDue">;
  readonly outputs: Pick<DownloadService, "downloadDue" | "forget" | "resume">;
  readonly accounts: Pick<AccountService, "check">;
  readonly tasks: Pick<TaskRepository, "purge">;
  readonly inFlight: InFlight;
}

/** A deleted task can be brought back for this long. */
const UNDO_MINUTES = 10;

export function queueDuties({
  taskQueue,
  taskStatus,
  outputs,
  accounts,
  tasks,
  inFlight,
}: Ports): readonly Duty[] {
  return [
    { name: "refresh", everySeconds: 0, run: (lease) => taskStatus.refreshDue(lease) },
    { name: "time out", everySeconds: 0, run: (lease) => taskStatus.timeOutDue(lease) },
    { name: "reconcile", everySeconds: 0, run: (lease) => taskQueue.reconcile(lease) },
    { name: "fill", everySeconds: 0, run: (lease) => taskQueue.fill(lease) },
    // Forgotten at each change of leader, and so run once by each.
    { name: "resume downloads", everySeconds: Number.POSITIVE_INFINITY, run: () => outputs.resume() },
    { name: "download", everySeconds: 0, run: () => outputs.downloadDue() },
    {
      name: "check accounts",
      everySeconds: 60,
      run: async () => inFlight.begin("check accounts", () => accounts.check()),
    },
    {
      name: "purge",
      everySeconds: 300,
      run: async () => {
        for (const taskId of await tasks.purge(UNDO_MINUTES, 500)) await outputs.forget(taskId);
      },
    },
  ];
}
