/** From what people filled in to the create call: one place for the form and the sheet, so that they cannot differ. */
import type { FieldValue } from "./field-value";
import { MAX_NODE_INPUTS } from "./task-limits";
import type { CreateTaskInput, InstanceType, NodeInput } from "./task-schemas";
import type { FormField, WorkflowDetail } from "./workflow-schemas";

/** An input typed by hand, for nodes the generated form does not know. */
export interface ExtraInput {
  nodeId: string;
  fieldName: string;
  fieldValue: string;
  /** The JSON type to send; a copied input keeps the one it had. */
  sendAs: FormField["sendAs"];
}

function typedText(field: Pick<FormField, "sendAs">, text: string): string | number {
  if (field.sendAs !== "number") return text;
  const trimmed = text.trim();
  const value = Number(trimmed);
  // A JSON number loses digits beyond 2^53; the server takes such values as text.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? trimmed : value;
}

/** The input that gives the field its value. */
export function nodeInput(field: FormField, value: FieldValue): NodeInput {
  const { nodeId, fieldName } = field;
  switch (value.type) {
    case "switch": {
      const sent = { string: String(value.on), number: Number(value.on), boolean: value.on };
      return { nodeId, fieldName, fieldValue: sent[field.sendAs] };
    }
    case "seed":
      return value.random
        ? { nodeId, fieldName, random: true }
        : { nodeId, fieldName, fieldValue: typedText(field, value.text) };
    case "file":
      return value.given === null
        ? { nodeId, fieldName, fieldValue: value.saved }
        : { nodeId, fieldName, uploadId: value.given.id };
    case "text":
      return { nodeId, fieldName, fieldValue: typedText(field, value.text) };
  }
}

export function extraNodeInput({ nodeId, fieldName, fieldValue, sendAs }: ExtraInput): NodeInput {
  const typed = sendAs === "boolean" ? fieldValue === "true" : typedText({ sendAs }, fieldValue);
  return { nodeId, fieldName, fieldValue: typed };
}

/** What is about the task, not about its workflow, as it was typed. */
export interface TaskSettings {
  readonly workflowName: string;
  readonly description: string;
  readonly instanceType: InstanceType;
  /** Empty means the server's limit. */
  readonly timeoutMinutes: string;
  readonly place: Pick<CreateTaskInput, "accountId" | "site">;
}

/** A task takes only so many inputs: seeds of fields nobody sees give way, the last first, and RunningHub draws them. */
export function withinLimit<T>(entries: readonly T[], isUnseenSeed: (entry: T) => boolean): T[] {
  const surplus = entries.length - MAX_NODE_INPUTS;
  const left = new Set(surplus > 0 ? entries.filter(isUnseenSeed).slice(-surplus) : []);
  return entries.filter((entry) => !left.has(entry));
}

/** The create call, without what nobody filled in. */
export function taskInput(
  workflow: Pick<WorkflowDetail, "remoteId" | "kind" | "versionId">,
  settings: TaskSettings,
  nodeInfoList: NodeInput[],
  start: boolean,
): CreateTaskInput {
  const description = settings.description.trim();
  const minutes = settings.timeoutMinutes.trim();
  return {
    workflowId: workflow.remoteId,
    workflowName: settings.workflowName.trim(),
    kind: workflow.kind,
    ...(description === "" ? {} : { description }),
    nodeInfoList,
    instanceType: settings.instanceType,
    ...(minutes === "" ? {} : { timeoutMinutes: Number(minutes) }),
    ...settings.place,
    start,
    ...(workflow.versionId === "" ? {} : { workflowVersionId: workflow.versionId }),
  };
}
