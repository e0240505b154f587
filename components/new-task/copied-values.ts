import { type FieldValue, valueFrom } from "@/lib/field-value";
import type { NodeInputView, TaskView } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { fieldKey, initialFormValues, type TaskFormValues } from "./task-form";

type Copied = Pick<
  TaskView,
  "workflowName" | "description" | "instanceType" | "timeoutMinutes" | "nodeInfoList"
>;

function jsonTypeOf(value: string | number | boolean): FormField["sendAs"] {
  if (typeof value === "boolean") return "boolean";
  return typeof value === "number" ? "number" : "string";
}

/** A seed that was drawn is drawn anew; the one of the last run stands ready beside it. */
function earlierValue(field: FormField, { fieldValue, random }: NodeInputView): FieldValue {
  const value = valueFrom(field, fieldValue ?? field.value);
  return value.type === "seed" && random ? { ...value, random } : value;
}

/** The form as it must be to run the earlier task again: what no field takes stays as an input typed by hand. */
export function copiedFormValues(fields: readonly FormField[], task: Copied): TaskFormValues {
  const values = initialFormValues(fields, task.workflowName);
  const places = new Map(
    fields.map((field, index) => [`${field.nodeId}\n${field.fieldName}`, { field, index }]),
  );
  for (const input of task.nodeInfoList) {
    const place = places.get(`${input.nodeId}\n${input.fieldName}`);
    if (place === undefined) {
      // An upload cannot be typed; its field is gone, so the workflow has changed and the file has no place.
      if (input.fieldValue !== undefined) {
        const { nodeId, fieldName, fieldValue } = input;
        const sendAs = input.random ? "number" : jsonTypeOf(fieldValue);
        values.extras.push({ nodeId, fieldName, fieldValue: String(fieldValue), sendAs });
      }
      continue;
    }
    values.fields[fieldKey(place.index)] =
      input.uploadId === undefined
        ? earlierValue(place.field, input)
        : {
            type: "file",
            saved: String(place.field.value),
            given: { id: input.uploadId, fileName: input.fileName ?? input.uploadId, size: null },
            busy: false,
          };
  }
  return {
    ...values,
    description: task.description ?? "",
    instanceType: task.instanceType ?? "default",
    timeoutMinutes: task.timeoutMinutes === null ? "" : String(task.timeoutMinutes),
  };
}
