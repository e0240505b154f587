import type { FormField, WorkflowView } from "@/lib/workflow-schemas";

/** The field's label in the person's language. */
export function fieldLabel(field: Pick<FormField, "label" | "labelEn">, locale: string): string {
  return locale === "zh" ? field.label : (field.labelEn ?? field.label);
}

type Named = Pick<WorkflowView, "name" | "description" | "localized">;

/** Samples know their name in both languages; others have the one their author gave. */
export function workflowName(workflow: Named, locale: string): string {
  const both = workflow.localized?.name;
  return both === undefined ? workflow.name : locale === "zh" ? both.zh : both.en;
}

export function workflowDescription(workflow: Named, locale: string): string | null {
  const both = workflow.localized?.description;
  if (both === undefined || both === null) return workflow.description;
  return locale === "zh" ? both.zh : both.en;
}
