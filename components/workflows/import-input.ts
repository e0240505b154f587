import type { WorkflowSource } from "@/components/new-task/workflow-source";
import type { ImportWorkflow } from "@/lib/workflow-schemas";

/** What the text alone does not say. */
export interface ImportChoices {
  /** What a bare id names. */
  readonly digitsName: "workflow" | "app";
  readonly name: string;
  /** The RunningHub workflow a pasted graph runs on. */
  readonly baseId: string;
}

/**
 * The import call, or null while something needed is missing.
 * @param needsBaseId RunningHub itself takes a graph only in place of a saved workflow; the simulator takes it alone
 */
export function importInput(
  source: WorkflowSource,
  choices: ImportChoices,
  needsBaseId: boolean,
): ImportWorkflow | null {
  const name = choices.name.trim();
  const named = name === "" ? {} : { name };
  const baseId = choices.baseId.trim();
  switch (source.kind) {
    case "workflow":
    case "app": {
      const site = source.site === null ? {} : { site: source.site };
      return { from: source.kind === "app" ? "app" : "id", remoteId: source.remoteId, ...site, ...named };
    }
    case "entry":
      return { from: "file", content: source.content };
    case "digits":
      return { from: choices.digitsName === "app" ? "app" : "id", remoteId: source.remoteId, ...named };
    case "graph":
      if (name === "" || (needsBaseId && baseId === "")) return null;
      return { from: "json", name, content: source.content, ...(baseId === "" ? {} : { remoteId: baseId }) };
    default:
      return null;
  }
}
