import { readWorkflowFile, type WorkflowFileProblem } from "@/lib/workflow-file";
import { readWorkflowLink, type WorkflowLink } from "@/lib/workflow-links";

/** What a person typed, pasted or dropped to name a workflow. */
export type WorkflowSource =
  | { readonly kind: "empty" }
  /** Digits only: the text does not say whether they name a workflow or an AI app. */
  | { readonly kind: "digits"; readonly remoteId: string }
  | { readonly kind: "workflow" | "app"; readonly remoteId: string; readonly site: WorkflowLink["site"] }
  | { readonly kind: "graph"; readonly content: string; readonly nodeCount: number }
  /** A library entry that was exported. */
  | { readonly kind: "entry"; readonly content: string; readonly name: string }
  | { readonly kind: "unreadable"; readonly problem: SourceProblem };

/** Why it cannot be used; the words are in messages `newTask.source.problems`. */
export type SourceProblem =
  | "notJson"
  | "editorFormat"
  | "notGraph"
  | "noId"
  | "tooLarge"
  | "entryNewer"
  | "entryDamaged";

const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Ids in links are long runs of digits; shorter numbers are page numbers and the like. */
const ID_IN_LINK = /^\d{10,64}$/;
const APP_PATH = /ai-detail|api-detail|ai-app|webapp/i;
const ENTRY_PROBLEMS: Record<WorkflowFileProblem, SourceProblem> = {
  notJson: "notJson",
  notEntry: "notGraph",
  newer: "entryNewer",
  damaged: "entryDamaged",
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function countNodes(value: unknown): number {
  if (!isRecord(value)) return 0;
  return Object.values(value).filter((node) => isRecord(node) && typeof node.class_type === "string").length;
}

function readEntry(content: string): WorkflowSource {
  const reading = readWorkflowFile(content);
  return reading.ok
    ? { kind: "entry", content, name: reading.file.name }
    : { kind: "unreadable", problem: ENTRY_PROBLEMS[reading.problem] };
}

function readJson(content: string, maxCharacters: number): WorkflowSource {
  // An entry holds its graph as text in text, and may be twice as long.
  if (content.length > 2 * maxCharacters) return { kind: "unreadable", problem: "tooLarge" };
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return { kind: "unreadable", problem: "notJson" };
  }
  if (!isRecord(parsed)) return { kind: "unreadable", problem: "notGraph" };
  if ("format" in parsed && !isRecord(parsed.format)) return readEntry(content);
  if (content.length > maxCharacters) return { kind: "unreadable", problem: "tooLarge" };
  if (Array.isArray(parsed.nodes)) return { kind: "unreadable", problem: "editorFormat" };
  // What ComfyUI's own /prompt call is given wraps the graph.
  const nodeCount = countNodes(parsed) || countNodes(parsed.prompt);
  return nodeCount > 0 ? { kind: "graph", content, nodeCount } : { kind: "unreadable", problem: "notGraph" };
}

function readLink(link: string): WorkflowSource {
  const parts = link.split(/[/?#&=]+/);
  const remoteId = parts.findLast((part) => ID_IN_LINK.test(part));
  if (remoteId === undefined) return { kind: "unreadable", problem: "noId" };
  const site = readWorkflowLink(link)?.site ?? null;
  return { kind: APP_PATH.test(link) ? "app" : "workflow", remoteId, site };
}

/** Recognises ids, links to RunningHub pages, API-format graphs and exported entries. Pure reading: nothing is looked up. */
export function readWorkflowSource(text: string, maxCharacters: number): WorkflowSource {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { kind: "empty" };
  if (/^[{[]/.test(trimmed)) return readJson(trimmed, maxCharacters);
  if (/^https?:\/\//i.test(trimmed) || trimmed.includes("/")) return readLink(trimmed);
  return ID.test(trimmed) ? { kind: "digits", remoteId: trimmed } : { kind: "unreadable", problem: "noId" };
}
