/** A library entry as a file, to keep it or to carry it to another HubQueue. */
import { z } from "zod";
import { AppError } from "./errors";
import { storedText } from "./stored-text";
import { workflowKindSchema } from "./task-schemas";
import { localizedTextSchema, MAX_GRAPH_CHARACTERS, WORKFLOW_SOURCES } from "./workflow-schemas";
import { formSettingsSchema, workflowDefaultsSchema } from "./workflow-settings";

export const WORKFLOW_FILE_FORMAT = "hubqueue-workflow";
const VERSION = 1;
/** The content is text inside text: every quotation mark is escaped once more. */
export const MAX_WORKFLOW_FILE_CHARACTERS = 2 * MAX_GRAPH_CHARACTERS;

export const workflowFileSchema = z
  .object({
    format: z.literal(WORKFLOW_FILE_FORMAT),
    version: z.literal(VERSION),
    name: storedText(200).trim().min(1),
    description: storedText(10_000).nullable(),
    localized: z
      .object({ name: localizedTextSchema, description: localizedTextSchema.nullable() })
      .nullable(),
    kind: workflowKindSchema,
    remoteId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    source: z.enum(WORKFLOW_SOURCES),
    /** The graph, or the AI app's inputs, as text: seeds have more digits than a JSON number keeps. */
    content: storedText(MAX_GRAPH_CHARACTERS).min(1),
    form: formSettingsSchema,
    defaults: workflowDefaultsSchema,
  })
  .strict();
export type WorkflowFile = z.infer<typeof workflowFileSchema>;

/** Without indentation of its own for the content: that is one line, however large. */
export function writeWorkflowFile(entry: Omit<WorkflowFile, "format" | "version">): string {
  return `${JSON.stringify({ format: WORKFLOW_FILE_FORMAT, version: VERSION, ...entry }, null, 2)}\n`;
}

export type WorkflowFileProblem = "notJson" | "notEntry" | "newer" | "damaged";
export type WorkflowFileReading =
  | { readonly ok: true; readonly file: WorkflowFile }
  | { readonly ok: false; readonly problem: WorkflowFileProblem; readonly detail: string };

/** Never throws; what is wrong is told, and where. */
export function readWorkflowFile(text: string): WorkflowFileReading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { ok: false, problem: "notJson", detail: "" };
  }
  const head = z
    .looseObject({ format: z.literal(WORKFLOW_FILE_FORMAT), version: z.number() })
    .safeParse(value);
  if (!head.success) return { ok: false, problem: "notEntry", detail: "" };
  if (head.data.version > VERSION) return { ok: false, problem: "newer", detail: String(head.data.version) };
  const entry = workflowFileSchema.safeParse(value);
  if (entry.success) return { ok: true, file: entry.data };
  const [issue] = entry.error.issues;
  return { ok: false, problem: "damaged", detail: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
}

const WORDS: Record<WorkflowFileProblem, string> = {
  notJson: "This is not JSON; perhaps the file was cut off. Export the workflow again.",
  notEntry: "This is no exported library entry: it does not begin with the format hubqueue-workflow.",
  newer: "This file was exported by a newer HubQueue. Update this one, or export from an older one.",
  damaged: "This exported library entry is damaged. Export the workflow again.",
};

/** @throws AppError INVALID_INPUT saying what is wrong with the file and what to do. */
export function openWorkflowFile(text: string): WorkflowFile {
  const reading = readWorkflowFile(text);
  if (reading.ok) return reading.file;
  const detail = reading.detail === "" ? "" : ` (${reading.detail.slice(0, 300)})`;
  throw new AppError("INVALID_INPUT", `${WORDS[reading.problem]}${detail}`, { field: "content" });
}
