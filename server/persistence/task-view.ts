/** From rows to the shapes of lib/task-schemas. */
import type {
  AttemptView,
  EventView,
  InstanceType,
  NodeInputView,
  OutputView,
  TaskStatusView,
  TaskView,
  WorkflowKind,
} from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import type { TaskHold } from "@/lib/waiting-codes";
import type { Attempt, TaskEvent } from "./generated/client";
import type { Prisma } from "./prisma";

export const TASK_INCLUDE = {
  nodeInputs: { orderBy: { position: "asc" }, include: { upload: { select: { fileName: true } } } },
  attempts: { where: { releasedAt: null }, select: { id: true, state: true } },
  outputs: {
    orderBy: [{ attemptId: "asc" }, { position: "asc" }],
    select: {
      id: true,
      fileType: true,
      nodeId: true,
      size: true,
      state: true,
      errorCode: true,
      error: true,
      removedAt: true,
      text: true,
    },
  },
} as const satisfies Prisma.TaskInclude;

type TaskRow = Prisma.TaskGetPayload<{ include: typeof TASK_INCLUDE }>;

export const STATUS_SELECT = {
  id: true,
  status: true,
  reasonCode: true,
  reasonMessage: true,
  remoteId: true,
  progressPercent: true,
  progressNode: true,
  startedAt: true,
  completedAt: true,
  timeoutAt: true,
} as const satisfies Prisma.TaskSelect;

const time = (value: Date | null): string | null => value?.toISOString() ?? null;
const amount = (value: Prisma.Decimal | null): number | null => (value === null ? null : value.toNumber());
const reason = (code: string | null, message: string | null) =>
  code === null ? null : { code, message: message ?? "" };

/** Null where RunningHub told nothing. */
function costOf(row: Pick<Attempt, "coins" | "money" | "seconds">): TaskView["cost"] {
  const cost = { coins: amount(row.coins), money: amount(row.money), seconds: amount(row.seconds) };
  return Object.values(cost).every((value) => value === null) ? null : cost;
}

/** @param queuePosition place in line, 1 = next; null when it is not waiting for a slot */
export function statusView(
  row: Prisma.TaskGetPayload<{ select: typeof STATUS_SELECT }>,
  queuePosition: number | null,
): TaskStatusView {
  return {
    id: row.id,
    status: row.status as TaskStatus, // checked by the database
    statusReason: reason(row.reasonCode, row.reasonMessage),
    runningHubTaskId: row.remoteId,
    queuePosition,
    progress: row.progressPercent === null ? null : { percent: row.progressPercent, node: row.progressNode },
    startedAt: time(row.startedAt),
    completedAt: time(row.completedAt),
    timeoutAt: time(row.timeoutAt),
  };
}

/** @param queuePosition as for `statusView`. `waiting` is left to the reader. */
export function taskView(row: TaskRow, queuePosition: number | null): TaskView {
  return {
    ...statusView(row, queuePosition),
    workflowName: row.workflowName,
    workflowId: row.workflowId,
    kind: row.kind as WorkflowKind, // checked by the database
    description: row.description,
    batchId: row.batchId,
    batchRow: row.batchRow,
    nodeCount: row.nodeCount,
    nodeInfoList: row.nodeInputs.map(nodeInputView),
    attempt: row.attemptCount,
    accountId: row.accountId,
    ranOnAccountId: row.ranOnAccountId,
    site: row.site,
    hold: row.status === "PENDING" ? holdOf(row) : null,
    waiting: null,
    outputs: row.outputs.map(outputView),
    cost: costOf(row),
    instanceType: row.instanceType as InstanceType | null, // only written from the checked input
    timeoutMinutes: row.timeoutMinutes,
    workflowVersionId: row.workflowVersionId,
    createdAt: row.createdAt.toISOString(),
    queuedAt: time(row.queuedAt),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What the task's own live attempt keeps it waiting for. */
function holdOf({ attempts, currentAttemptId }: TaskRow): TaskHold | null {
  const live = attempts[0];
  if (!live) return null;
  if (live.id !== currentAttemptId) return "previousRun";
  return live.state === "UNKNOWN" ? "unsettled" : "submitting";
}

export function nodeInputView(row: TaskRow["nodeInputs"][number]): NodeInputView {
  const { nodeId, fieldName } = row;
  if (row.uploadId !== null)
    return { nodeId, fieldName, uploadId: row.uploadId, fileName: row.upload?.fileName };
  if (row.valueType === "seed")
    return { nodeId, fieldName, ...(row.value !== null && { fieldValue: row.value }), random: true };
  return { nodeId, fieldName, fieldValue: typedValue(row.value ?? "", row.valueType) };
}

/** The value as it was given: text of a number that a JSON number cannot hold stays text. */
export function typedValue(value: string, valueType: string): string | number | boolean {
  if (valueType === "boolean") return value === "true";
  return valueType === "number" ? Number(value) : value;
}

export function outputView(row: TaskRow["outputs"][number]): OutputView {
  return {
    id: row.id,
    url: `/api/outputs/${row.id}`,
    fileType: row.fileType,
    nodeId: row.nodeId,
    size: row.size,
    state: row.state as OutputView["state"], // checked by the database
    reason: row.state === "FAILED" ? reason(row.errorCode, row.error) : null,
    removedAt: time(row.removedAt),
    text: row.text,
  };
}

export const ATTEMPT_INCLUDE = {
  account: { select: { id: true, name: true } },
} as const satisfies Prisma.AttemptInclude;

export function attemptView(row: Prisma.AttemptGetPayload<{ include: typeof ATTEMPT_INCLUDE }>): AttemptView {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    remoteId: row.remoteId,
    remoteState: row.remoteState,
    slotNo: row.slotNo,
    account: row.account,
    cost: costOf(row),
    outcome: reason(row.outcomeCode, row.outcomeMessage),
    preparedAt: row.preparedAt.toISOString(),
    sentAt: time(row.sentAt),
    answeredAt: time(row.answeredAt),
    runningAt: time(row.runningAt),
    endedAt: time(row.endedAt),
    releasedAt: time(row.releasedAt),
  };
}

export function eventView(row: TaskEvent): EventView {
  return {
    id: row.id.toString(),
    type: row.type,
    fromStatus: row.fromStatus,
    toStatus: row.toStatus,
    code: row.code,
    message: row.message,
    actor: row.actor,
    at: row.at.toISOString(),
  };
}
