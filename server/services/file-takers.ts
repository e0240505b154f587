/** Which workflows of the library take a file: where a result can go on. */
import { fittingField, type MediaKind } from "@/lib/fitting-field";
import type { FormField, WorkflowView } from "@/lib/workflow-schemas";
import type { WorkflowService } from "./workflow-service";

export interface FileTaker {
  readonly workflow: WorkflowView;
  /** The field the file would go to. */
  readonly field: Pick<FormField, "label" | "labelEn">;
}

export class FileTakers {
  constructor(private readonly workflows: Pick<WorkflowService, "list" | "get">) {}

  /** In the order of the library. */
  async of(kind: MediaKind): Promise<FileTaker[]> {
    const takers: FileTaker[] = [];
    // One after another: a form is made of its whole graph, and a library may hold many large ones.
    for (const workflow of await this.workflows.list()) {
      const { fields } = await this.workflows.get(workflow.id);
      const field = fittingField(fields, kind);
      if (field !== null) takers.push({ workflow, field: { label: field.label, labelEn: field.labelEn } });
    }
    return takers;
  }
}
