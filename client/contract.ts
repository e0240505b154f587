/**
 * All that the client knows of the server: types. The packed client gets a declaration of its own for this file, in
 * which each of these is written out under its name (scripts/pack-client), so that no source of the server goes along.
 */
export type { AccountView } from "@/lib/account-schemas";
export type { BatchPage, BatchView } from "@/lib/batch-schemas";
export type { ErrorCode } from "@/lib/errors";
export type { ExpectedSpending } from "@/lib/expected-spending";
export type { GalleryItem } from "@/lib/gallery-schemas";
export type { OperationView } from "@/lib/operation-schemas";
export type { Lane } from "@/lib/queue-schemas";
export type {
  AttemptView,
  BatchReport,
  BulkCreateReport,
  CreateOneTaskInput,
  CreateTaskInput,
  EventView,
  NodeInput,
  NodeInputView,
  OutputView,
  StatusCounts,
  TaskChanges,
  TaskDetail,
  TaskListPage,
  TaskStatusView,
  TaskView,
  UploadView,
  Waiting,
} from "@/lib/task-schemas";
export type { TaskStatus } from "@/lib/task-status";
export type { FormField, WorkflowDetail, WorkflowView } from "@/lib/workflow-schemas";
export type { AppRouter } from "@/server/transport/router";
