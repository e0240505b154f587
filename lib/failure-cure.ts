/** Cause → cure: what can be done about a task that failed, as steps a button can take. The words are in messages `task.cures`. */
import { blamedInputs } from "./blamed-inputs";
import { remotePage } from "./remote-page";
import { TASK_REASONS, type TaskReason } from "./task-reason";
import type { InstanceType, NodeInputView, TaskView } from "./task-schemas";

export type Cure =
  /** A copy on a larger machine. */
  | { readonly kind: "runOn"; readonly instanceType: InstanceType }
  /** A copy with a longer limit. */
  | { readonly kind: "runLonger"; readonly timeoutMinutes: number }
  | { readonly kind: "restart" }
  /** Its page on RunningHub. */
  | { readonly kind: "openRemote"; readonly url: string }
  /** A copy in the form; `inputs`: what to change there, the first of them in focus. */
  | {
      readonly kind: "edit";
      readonly about: "value" | "prompt" | "file" | "all";
      readonly inputs: readonly NodeInputView[];
    };

type Failed = Pick<
  TaskView,
  | "statusReason"
  | "instanceType"
  | "timeoutMinutes"
  | "startedAt"
  | "timeoutAt"
  | "nodeInfoList"
  | "workflowId"
  | "kind"
  | "site"
> & {
  /** When its newest run was handed to RunningHub; missing where that is not known, as in a list. */
  readonly sentAt?: string | null;
};

const LARGER: Readonly<Record<InstanceType, InstanceType | null>> = {
  default: "plus",
  plus: "ultra",
  ultra: null,
};
const MAX_MINUTES = 7 * 24 * 60;
const EDIT: Cure = { kind: "edit", about: "all", inputs: [] };

/** Steps that help, the best first. Missing: nothing to do about it, or a panel of its own does. */
const CURES: { readonly [Reason in TaskReason]?: (task: Failed) => (Cure | null)[] } = {
  OUT_OF_MEMORY: (task) => [largerMachine(task), EDIT],
  // Known to help from the smallest size only: what an account lacks is as often the larger one.
  MACHINE_REFUSED: (task) => [
    (task.instanceType ?? "default") === "default" ? largerMachine(task) : null,
    EDIT,
  ],
  TASK_TIMEOUT: (task) => [longer(task), EDIT],
  INPUT_REFUSED: (task) => [correct(task)],
  SUBMIT_REFUSED: (task) => [correct(task)],
  RUN_FAILED: (task) => [correct(task)],
  CONTENT_REFUSED: (task) => [editPrompt(task)],
  WORKFLOW_NEVER_RUN: (task) => [openRemote(task), { kind: "restart" }],
  WORKFLOW_MISSING: (task) => [openRemote(task), { kind: "restart" }],
  UPLOAD_FAILED: (task) => [{ kind: "restart" }, editFile(task)],
  REMOTE_CANCELLED: () => [{ kind: "restart" }],
  REMOTE_LOST: () => [{ kind: "restart" }],
};

/** What helps against the failure, the best first; none for a task without one. */
export function curesOf(task: Failed): Cure[] {
  const reason = TASK_REASONS.find((code) => code === task.statusReason?.code);
  const cures = reason === undefined ? [] : (CURES[reason]?.(task) ?? []);
  return cures.filter((cure) => cure !== null);
}

function largerMachine({ instanceType }: Failed): Cure | null {
  const larger = LARGER[instanceType ?? "default"];
  return larger === null ? null : { kind: "runOn", instanceType: larger };
}

/** Twice what it had, as far as a limit may go. */
function longer(task: Failed): Cure | null {
  const minutes = limitMinutes(task);
  if (minutes === null || minutes >= MAX_MINUTES) return null;
  return { kind: "runLonger", timeoutMinutes: Math.min(MAX_MINUTES, Math.max(1, Math.ceil(minutes * 2))) };
}

/**
 * Its own limit, else the server's as far as its deadline tells it: that counts from the start over there, until then
 * from the moment it was sent. The wait in line here is no part of it.
 */
function limitMinutes({ timeoutMinutes, startedAt, sentAt = null, timeoutAt }: Failed): number | null {
  if (timeoutMinutes !== null) return timeoutMinutes;
  const from = startedAt ?? sentAt;
  if (from === null || timeoutAt === null) return null;
  const minutes = (Date.parse(timeoutAt) - Date.parse(from)) / 60_000;
  return minutes > 0 ? minutes : null;
}

function correct({ statusReason, nodeInfoList }: Failed): Cure {
  const inputs = blamedInputs(statusReason?.message ?? "", nodeInfoList);
  return inputs.length === 0 ? EDIT : { kind: "edit", about: "value", inputs };
}

/** The longest text is what people mean by the prompt. */
function editPrompt({ nodeInfoList }: Failed): Cure {
  const texts = nodeInfoList.filter(({ fieldValue, random }) => typeof fieldValue === "string" && !random);
  const lengthOf = ({ fieldValue }: NodeInputView) => String(fieldValue ?? "").length;
  const [prompt] = texts.sort((a, b) => lengthOf(b) - lengthOf(a));
  return prompt === undefined ? EDIT : { kind: "edit", about: "prompt", inputs: [prompt] };
}

function editFile({ nodeInfoList }: Failed): Cure | null {
  const inputs = nodeInfoList.filter(({ uploadId }) => uploadId !== undefined);
  return inputs.length === 0 ? null : { kind: "edit", about: "file", inputs };
}

function openRemote(task: Failed): Cure | null {
  const url = remotePage(task);
  return url === null ? null : { kind: "openRemote", url };
}
