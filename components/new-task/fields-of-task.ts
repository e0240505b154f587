import { previewKind } from "@/components/media/preview-kind";
import type { NodeInputView, TaskView } from "@/lib/task-schemas";
import type { FormField, WorkflowDetail } from "@/lib/workflow-schemas";
import { NO_DEFAULTS } from "@/lib/workflow-settings";

const LONG_TEXT = 60;

function fieldOf(input: NodeInputView): FormField {
  const { nodeId, fieldName, fieldValue = "", uploadId, fileName, random } = input;
  const base = {
    nodeId,
    fieldName,
    label: `${nodeId} · ${fieldName}`,
    hidden: false,
    nodeTitle: nodeId,
    classType: "",
  };
  if (uploadId !== undefined) {
    const type = previewKind(fileName ?? "") ?? "file";
    return { ...base, type, value: "", group: "files", sendAs: "string" };
  }
  if (random) return { ...base, type: "seed", value: fieldValue, group: "sampling", sendAs: "number" };
  if (typeof fieldValue === "boolean") {
    return { ...base, type: "switch", value: fieldValue, group: "other", sendAs: "boolean" };
  }
  if (typeof fieldValue === "number") {
    return { ...base, type: "number", value: fieldValue, group: "other", sendAs: "number" };
  }
  const isLong = fieldValue.length > LONG_TEXT || fieldValue.includes("\n");
  return {
    ...base,
    type: isLong ? "textarea" : "text",
    value: fieldValue,
    group: isLong ? "prompts" : "other",
    sendAs: "string",
  };
}

/** Enough of a workflow to run the task again when the library does not have it: its own values as fields. */
export function workflowOfTask(task: TaskView): WorkflowDetail {
  return {
    id: "",
    versionId: "",
    remoteId: task.workflowId,
    kind: task.kind,
    name: task.workflowName,
    description: null,
    localized: null,
    source: "remote",
    nodeCount: task.nodeCount,
    newerVersionId: null,
    updatedAt: task.updatedAt,
    fields: task.nodeInfoList.map(fieldOf),
    ordered: false,
    outputNodes: [],
    defaults: NO_DEFAULTS,
  };
}
