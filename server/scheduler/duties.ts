/** What a pass does, in order: news first, then what follows from it, then new claims. */
import type { TaskRepository } from "../persistence/task-repository";
import type { AccountCheck } from "../services/account-check";
import type { DownloadService } from "../services/download-service";
import type { TaskQueueService } from "../services/task-queue-service";
import type { TaskStatusService } from "../services/task-status-service";
import type { ThumbnailService } from "../services/thumbnail-service";
import type { UploadAhead } from "../services/upload-ahead";
import type { Duty } from "./scheduler";

interface Ports {
  readonly taskQueue: Pick<TaskQueueService, "fill" | "reconcile">;
  readonly taskStatus: Pick<TaskStatusService, "refreshDue" | "timeOutDue">;
  readonly outputs: Pick<DownloadService, "downloadDue" | "forget" | "resume">;
  readonly thumbnails: Pick<ThumbnailService, "forget">;
  readonly uploadAhead: Pick<UploadAhead, "run">;
  readonly accountCheck: Pick<AccountCheck, "checkAll" | "checkSoon">;
  readonly tasks: Pick<TaskRepository, "purge">;
}

/** A deleted task can be brought back for this long. */
const UNDO_MINUTES = 10;

/** RunningHub's count of an account is read at most so often while room is awaited. */
const CHECK_SOON_SECONDS = 2;

export function queueDuties(
  { taskQueue, taskStatus, outputs, thumbnails, uploadAhead, accountCheck, tasks }: Ports,
  statusCheckIntervalSeconds: number,
): readonly Duty[] {
  return [
    { name: "refresh", when: ["looks"], run: (lease) => taskStatus.refreshDue(lease) },
    { name: "time out", when: ["deadlines"], run: (lease) => taskStatus.timeOutDue(lease) },
    { name: "reconcile", when: ["submits"], run: (lease) => taskQueue.reconcile(lease) },
    // The two before may have freed slots.
    { name: "fill", when: ["line", "deadlines", "submits"], run: (lease) => taskQueue.fill(lease) },
    { name: "resume downloads", when: [], run: () => outputs.resume() },
    { name: "download", when: ["results"], run: () => outputs.downloadDue() },
    { name: "upload ahead", when: ["waiting"], run: () => uploadAhead.run() },
    { name: "check accounts", everySeconds: 60, run: () => accountCheck.checkAll() },
    {
      name: "check accounts soon",
      everySeconds: Math.max(CHECK_SOON_SECONDS, statusCheckIntervalSeconds),
      run: () => accountCheck.checkSoon(),
    },
    {
      name: "purge",
      everySeconds: 300,
      run: async () => {
        for (const { id, contents } of await tasks.purge(UNDO_MINUTES, 500)) {
          await outputs.forget(id);
          await thumbnails.forget(contents);
        }
      },
    },
  ];
}
