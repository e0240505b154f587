/** From a workflow's stored content to the form a person fills in. Pure; runs in the browser too. */
import type { WorkflowKind } from "./task-schemas";
import { appForm } from "./workflow-app-form";
import { readGraph } from "./workflow-graph";
import { graphForm, type WorkflowForm } from "./workflow-graph-form";

export type { WorkflowForm };

/**
 * @param content a graph in API format, or an AI app's inputs as `{"nodeInfoList":[…]}`.
 * @throws AppError INVALID_INPUT saying what the text is instead and what to do.
 */
export function workflowForm(kind: WorkflowKind, content: string): WorkflowForm {
  return kind === "ai-app" ? appForm(content) : graphForm(readGraph(content));
}
