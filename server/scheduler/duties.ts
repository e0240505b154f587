/** What a pass does, in order: news first, then what follows from it, then new claims. */
import { OPERATION_DAYS, UNDO_MINUTES } from "@/lib/operation-schemas";
import type { BulkOperationRepository } from "../persistence/bulk-operation-repository";
import type { TaskRepository } from "../persistence/task-repository";
import type { AccountCheck } from "../services/account-check";
import type { BulkOperationRunner } from "../services/bulk-operation-runner";
import type { DownloadService } from "../services/download-service";
import type { NotificationRunner } from "../services/notification-runner";
import type { PruningService } from "../services/pruning-service";
import type { RetentionService } from "../services/retention-service";
import type { RunCounting } from "../services/run-counting";
import type { SearchIndex } from "../services/search-index";
import type { SpendingControl } from "../services/spending-control";
import type { SweepService } from "../services/sweep-service";
import type { TaskQueueService } from "../services/task-queue-service";
import type { TaskStatusService } from "../services/task-status-service";
import type { UploadAhead } from "../services/upload-ahead";
import type { Duty } from "./scheduler";

interface Ports {
  readonly taskQueue: Pick<TaskQueueService, "fill" | "reconcile">;
  readonly taskStatus: Pick<TaskStatusService, "refreshDue" | "timeOutDue">;
  readonly outputs: Pick<DownloadService, "downloadDue" | "resume">;
  readonly sweep: Pick<SweepService, "forgetSoon" | "sweepDue">;
  readonly retention: Pick<RetentionService, "runDue">;
  readonly pruning: Pick<PruningService, "runDue">;
  readonly searchIndex: Pick<SearchIndex, "run">;
  readonly runCounting: Pick<RunCounting, "run">;
  readonly spending: Pick<SpendingControl, "liftHolds">;
  readonly uploadAhead: Pick<UploadAhead, "run">;
  readonly accountCheck: Pick<AccountCheck, "checkAll" | "checkSoon">;
  readonly bulkRunner: Pick<BulkOperationRunner, "begin">;
  readonly operations: Pick<BulkOperationRepository, "forget">;
  readonly notifications: Pick<NotificationRunner, "run" | "watch" | "forget">;
  readonly tasks: Pick<TaskRepository, "purge">;
}

/** A while longer than a delete can be undone: an undo of many that was asked for at the last moment finds all of them. */
const PURGE_MINUTES = UNDO_MINUTES + 5;
/** Rows of old reports that go at once. */
const FORGET_ROWS = 5_000;

/** RunningHub's count of an account is read at most so often while room is awaited. */
const CHECK_SOON_SECONDS = 2;

export function queueDuties(
  {
    taskQueue,
    taskStatus,
    outputs,
    sweep,
    retention,
    pruning,
    searchIndex,
    runCounting,
    spending,
    uploadAhead,
    accountCheck,
    bulkRunner,
    operations,
    notifications,
    tasks,
  }: Ports,
  statusCheckIntervalSeconds: number,
): readonly Duty[] {
  return [
    { name: "refresh", when: ["looks"], run: (lease) => taskStatus.refreshDue(lease) },
    { name: "time out", when: ["deadlines"], run: (lease) => taskStatus.timeOutDue(lease) },
    { name: "reconcile", when: ["submits"], run: (lease) => taskQueue.reconcile(lease) },
    // A day may have begun, or a run may have cost less than expected.
    { name: "lift caps", everySeconds: 5, run: () => spending.liftHolds() },
    // The two before may have freed slots.
    { name: "fill", when: ["line", "deadlines", "submits"], run: (lease) => taskQueue.fill(lease) },
    { name: "operations", when: ["operations"], run: async (lease) => bulkRunner.begin(lease) },
    { name: "resume downloads", when: [], run: () => outputs.resume() },
    { name: "download", when: ["results"], run: () => outputs.downloadDue() },
    { name: "upload ahead", when: ["waiting"], run: () => uploadAhead.run() },
    { name: "check accounts", everySeconds: 60, run: () => accountCheck.checkAll() },
    {
      name: "check accounts soon",
      everySeconds: Math.max(CHECK_SOON_SECONDS, statusCheckIntervalSeconds),
      run: () => accountCheck.checkSoon(),
    },
    { name: "notifications", when: ["notifications"], run: (lease) => notifications.run(lease) },
    { name: "standstill", everySeconds: 60, run: (lease) => notifications.watch(lease) },
    { name: "forget notifications", everySeconds: 300, run: () => notifications.forget() },
    { name: "search index", everySeconds: 5, run: async () => searchIndex.run() },
    { name: "run sums", everySeconds: 5, run: async () => runCounting.run() },
    {
      name: "forget operations",
      everySeconds: 60,
      run: () => operations.forget(OPERATION_DAYS, FORGET_ROWS),
    },
    {
      name: "purge",
      everySeconds: 300,
      run: async () => sweep.forgetSoon(await tasks.purge(PURGE_MINUTES, 500)),
    },
    { name: "sweep", everySeconds: 600, run: () => sweep.sweepDue() },
    { name: "retention", everySeconds: 600, run: async () => retention.runDue() },
    { name: "prune", everySeconds: 3_600, run: async () => pruning.runDue() },
  ];
}
