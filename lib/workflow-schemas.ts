/** The workflow library: what doors accept and return. */
import { z } from "zod";
import { storedText } from "./stored-text";
import { workflowKindSchema } from "./task-schemas";
import { uuidSchema } from "./uuid-schema";
import { readWorkflowLink, type WorkflowLink } from "./workflow-links";
import { formSettingsSchema, presetSchema, workflowDefaultsSchema } from "./workflow-settings";

/** Largest graph text taken; real exports stay below 2 MB. */
export const MAX_GRAPH_CHARACTERS = 8 * 1024 * 1024;

const remoteId = z
  .string({ error: "must be a string (RunningHub ids have more digits than a JSON number keeps)" })
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, - or _");

/** An id, or the pasted address of the page that has it. */
const idOrLink = (from: WorkflowLink["from"]) =>
  z
    .string({ error: "must be a string (RunningHub ids have more digits than a JSON number keeps)" })
    .max(2_000)
    .transform((text, context) => {
      const link = readWorkflowLink(text);
      if (link !== null && link.from !== from) {
        context.addIssue(
          link.from === "app"
            ? "is the address of an AI app"
            : "is the address of a workflow, not of an AI app",
        );
      }
      return link?.remoteId ?? text;
    })
    .pipe(remoteId);

/** The site a pasted link names; an id alone does not say. */
const linkSite = z.enum(["cn", "ai"]).optional();

const name = storedText(200).trim().min(1);

export const importWorkflowSchema = z.discriminatedUnion("from", [
  z
    .object({ from: z.literal("id"), remoteId: idOrLink("id"), site: linkSite, name: name.optional() })
    .strict(),
  z
    .object({ from: z.literal("app"), remoteId: idOrLink("app"), site: linkSite, name: name.optional() })
    .strict(),
  z
    .object({
      from: z.literal("json"),
      name,
      /** API-format JSON text; text, not an object, because seeds have more digits than a JSON number keeps. */
      content: storedText(MAX_GRAPH_CHARACTERS).min(1),
      /** The RunningHub workflow a pasted graph runs on top of. */
      remoteId: idOrLink("id").optional(),
    })
    .strict(),
  /** An exported library entry, see lib/workflow-file.ts. */
  z
    .object({
      from: z.literal("file"),
      content: storedText(2 * MAX_GRAPH_CHARACTERS).min(1),
    })
    .strict(),
]);
export type ImportWorkflow = z.output<typeof importWorkflowSchema>;

const id = z.string().max(2_000);
export const renameWorkflowSchema = z
  .object({ id, name, description: storedText(10_000).trim().nullable() })
  .strict();
export const setWorkflowFormSchema = z.object({ id, form: formSettingsSchema }).strict();
export const setWorkflowDefaultsSchema = z.object({ id, defaults: workflowDefaultsSchema }).strict();
export const useWorkflowVersionSchema = z.object({ id, versionId: uuidSchema }).strict();
export const compareWorkflowVersionsSchema = z
  .object({ id, beforeId: uuidSchema, afterId: uuidSchema })
  .strict();
/** `unlessCheckedMinutes`: nothing is asked when somebody asked so recently. */
export const checkWorkflowSchema = z
  .object({ id, unlessCheckedMinutes: z.number().positive().max(1_440).optional() })
  .strict();

export const WORKFLOW_SOURCES = ["sample", "remote", "pasted"] as const;

/** The same text in both languages of the interface. */
export const localizedTextSchema = z.object({ en: storedText(10_000), zh: storedText(10_000) });

export const workflowViewSchema = z.object({
  id: z.string(),
  remoteId: z.string(),
  kind: workflowKindSchema,
  name: z.string(),
  description: z.string().nullable(),
  /** Name and description in both languages, where they are known (samples); the interface shows its own. */
  localized: z.object({ name: localizedTextSchema, description: localizedTextSchema.nullable() }).nullable(),
  source: z.enum(WORKFLOW_SOURCES),
  nodeCount: z.number().int(),
  /** What new tasks are made from. */
  versionId: z.string(),
  /** A changed graph that was found on RunningHub, and that nobody has decided about yet. */
  newerVersionId: z.string().nullable(),
  updatedAt: z.iso.datetime(),
});
export type WorkflowView = z.infer<typeof workflowViewSchema>;

export const FIELD_TYPES = [
  "text",
  "textarea",
  "integer",
  "number",
  "switch",
  "select",
  "seed",
  "image",
  "video",
  "audio",
  "file",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
export const FIELD_GROUPS = ["files", "prompts", "size", "sampling", "models", "other"] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

export const formFieldSchema = z.object({
  nodeId: z.string(),
  fieldName: z.string(),
  /** Title · field; for AI apps the author's own words. */
  label: z.string(),
  /** The author's English label of an AI app, when it differs. */
  labelEn: z.string().optional(),
  type: z.enum(FIELD_TYPES),
  /** What runs when nothing is changed. A number beyond 2^53 is a string of its digits. */
  value: z.union([z.string(), z.number(), z.boolean()]),
  /** The workflow's own value, where whoever arranged the form put `value` in its place: it is sent even when hidden. */
  savedValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** select: the only choices, unless `freeText`. */
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** The options are suggestions: other text is fine too. */
  freeText: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  /** Not shown at first; the form can reveal it. */
  hidden: z.boolean(),
  /** A text that may not be left empty, or a file that must be given; set by whoever arranged the form. */
  required: z.boolean().optional(),
  /** Values to pick from, set by whoever arranged the form. */
  presets: z.array(presetSchema).optional(),
  group: z.enum(FIELD_GROUPS),
  nodeTitle: z.string(),
  classType: z.string(),
  /** What a prompt asks for or rules out, where the graph shows it. */
  role: z.enum(["positive", "negative"]).optional(),
  /** What goes into `fieldValue`: the JSON type the graph has, or text for AI apps. */
  sendAs: z.enum(["string", "number", "boolean"]),
});
export type FormField = z.infer<typeof formFieldSchema>;

export const outputNodeSchema = z.object({
  nodeId: z.string(),
  title: z.string(),
  titleZh: z.string().optional(),
  kind: z.enum(["image", "video", "audio", "text", "file"]),
});
export type OutputNode = z.infer<typeof outputNodeSchema>;

export const workflowDetailSchema = workflowViewSchema.extend({
  /** As the form is shown: made from the content, then arranged by people. */
  fields: z.array(formFieldSchema),
  /** People chose the order of `fields`: the form shows them as one list, and not by group. */
  ordered: z.boolean(),
  /** What a new task starts with; a place that is gone is left out. */
  defaults: workflowDefaultsSchema,
  outputNodes: z.array(outputNodeSchema),
});
export type WorkflowDetail = z.infer<typeof workflowDetailSchema>;

/** What the editor of a library entry works on. */
export const workflowArrangementSchema = z.object({
  /** As they are made from the content. */
  generated: z.array(formFieldSchema),
  form: formSettingsSchema,
  /** As they were set, also where the place is gone. */
  defaults: workflowDefaultsSchema,
});
export type WorkflowArrangement = z.infer<typeof workflowArrangementSchema>;

export const workflowVersionViewSchema = z.object({
  id: z.string(),
  nodeCount: z.number().int(),
  createdAt: z.iso.datetime(),
  /** Tasks that were made from it and are not deleted. */
  taskCount: z.number().int(),
  /** What new tasks are made from. */
  isCurrent: z.boolean(),
  /** Its graph goes along with every run, because RunningHub has another one, or none, under the id. */
  sendsGraph: z.boolean(),
});
export type WorkflowVersionView = z.infer<typeof workflowVersionViewSchema>;

export const workflowCheckSchema = z.object({
  /** False: somebody asked a moment ago, or there is nothing to ask. */
  asked: z.boolean(),
  newerVersionId: z.string().nullable(),
});
export type WorkflowCheck = z.infer<typeof workflowCheckSchema>;
