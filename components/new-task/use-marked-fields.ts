import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { TaskView } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { fieldKey, type TaskFormValues } from "./task-form";

/** Refused values are marked as such; a prompt or a file to change is only pointed out. */
const REFUSED = ["INPUT_REFUSED", "SUBMIT_REFUSED", "RUN_FAILED"];

/** Marks the fields that a copy of a failed task should have otherwise, and puts the cursor into the first. */
export function useMarkedFields(
  form: UseFormReturn<TaskFormValues>,
  fields: readonly FormField[],
  marked: readonly string[],
  copyOf: TaskView | null,
): void {
  const t = useTranslations("newTask.form");
  const isRefused = REFUSED.includes(copyOf?.statusReason?.code ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is opened
  useEffect(() => {
    const places = fields.map(({ nodeId, fieldName }) => `${nodeId}.${fieldName}`);
    const found = marked.map((place) => places.indexOf(place)).filter((index) => index >= 0);
    for (const [order, index] of found.entries()) {
      const message = t(isRefused ? "blamed" : "toChange");
      form.setError(`fields.${fieldKey(index)}`, { type: "server", message }, { shouldFocus: order === 0 });
    }
  }, []);
}
