/** What a person typed, pasted or dropped to name a workflow. */
export type WorkflowSource =
  | { readonly kind: "empty" }
  /** Digits only: the text does not say whether they name a workflow or an AI app. */
  | { readonly kind: "digits"; readonly remoteId: string }
  | { readonly kind: "workflow"; readonly remoteId: string }
  | { readonly kind: "app"; readonly remoteId: string }
  | { readonly kind: "graph"; readonly content: string; readonly nodeCount: number }
  | { readonly kind: "unreadable"; readonly problem: SourceProblem };

/** Why it cannot be used; the words are in messages `newTask.source.problems`. */
export type SourceProblem = "notJson" | "editorFormat" | "notGraph" | "noId" | "tooLarge";

const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Ids in links are long runs of digits; shorter numbers are page numbers and the like. */
const ID_IN_LINK = /^\d{10,64}$/;
const APP_PATH = /ai-detail|api-detail|ai-app|webapp/i;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readGraph(content: string, maxCharacters: number): WorkflowSource {
  if (content.length > maxCharacters) return { kind: "unreadable", problem: "tooLarge" };
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return { kind: "unreadable", problem: "notJson" };
  }
  if (!isRecord(parsed)) return { kind: "unreadable", problem: "notGraph" };
  if (Array.isArray(parsed.nodes)) return { kind: "unreadable", problem: "editorFormat" };
  const nodes = Object.values(parsed);
  const isGraph = nodes.length > 0 && nodes.every((node) => isRecord(node) && "class_type" in node);
  return isGraph
    ? { kind: "graph", content, nodeCount: nodes.length }
    : { kind: "unreadable", problem: "notGraph" };
}

function readLink(link: string): WorkflowSource {
  const parts = link.split(/[/?#&=]+/);
  const remoteId = parts.findLast((part) => ID_IN_LINK.test(part));
  if (remoteId === undefined) return { kind: "unreadable", problem: "noId" };
  return { kind: APP_PATH.test(link) ? "app" : "workflow", remoteId };
}

/** Recognises ids, links to RunningHub pages, and API-format graphs. Pure reading: nothing is looked up. */
export function readWorkflowSource(text: string, maxCharacters: number): WorkflowSource {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty" };
  if (/^[{[]/.test(trimmed)) return readGraph(trimmed, maxCharacters);
  if (/^https?:\/\//i.test(trimmed) || trimmed.includes("/")) return readLink(trimmed);
  return ID.test(trimmed) ? { kind: "digits", remoteId: trimmed } : { kind: "unreadable", problem: "noId" };
}
