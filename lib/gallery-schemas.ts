/** The gallery: what it can be asked for, and what it shows of a result. */
import { z } from "zod";
import { OUTPUT_TYPES } from "./output-type";
import { storedText } from "./stored-text";
import { MAX_PAGE_SIZE } from "./task-limits";
import { outputViewSchema, taskFilterSchema, taskViewSchema } from "./task-schemas";
import { uuidSchema } from "./uuid-schema";

/** What a person decided about a result; null = nothing yet. */
export const VERDICTS = ["KEPT", "REJECTED"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const MARK_FILTERS = ["favourite", "kept", "rejected"] as const;
export type MarkFilter = (typeof MARK_FILTERS)[number];

export const MAX_TAG_LENGTH = 40;
/** Results that one call marks, names or puts into an archive by id. */
export const MAX_MARKED = 500;

/** Inner spaces count once, and an accent is one character however it was typed: equal words are equal tags. */
export const tagSchema = storedText(MAX_TAG_LENGTH)
  .transform((tag) => tag.normalize("NFC").replace(/\s+/g, " ").trim())
  .refine((tag) => tag !== "", { message: "is empty" });

/** Dates are those of the results. */
export const galleryFilterSchema = taskFilterSchema
  .pick({ workflowId: true, batchId: true, accountId: true, createdAfter: true, createdBefore: true })
  .extend({
    type: z.enum(OUTPUT_TYPES).optional(),
    mark: z.enum(MARK_FILTERS).optional(),
    tag: tagSchema.optional(),
  })
  .strict();
export type GalleryFilter = z.output<typeof galleryFilterSchema>;

export const listOutputsSchema = galleryFilterSchema
  .extend({
    limit: z.coerce.number<number>().int().min(1).max(MAX_PAGE_SIZE).default(60),
    cursor: z.string().max(500).optional(),
  })
  .strict();
export type ListOutputs = z.output<typeof listOutputsSchema>;

export const marksSchema = z.object({
  favourite: z.boolean(),
  verdict: z.enum(VERDICTS).nullable(),
  /** In the order of the alphabet. */
  tags: z.array(z.string()),
});
export type Marks = z.infer<typeof marksSchema>;
export const markedOutputSchema = marksSchema.extend({ id: z.string() });
export type MarkedOutput = z.infer<typeof markedOutputSchema>;

/** A result with where it comes from; of a long text only the beginning. */
export const galleryItemSchema = outputViewSchema.extend(marksSchema.shape).extend({
  type: z.enum(OUTPUT_TYPES),
  createdAt: z.iso.datetime(),
  task: taskViewSchema.pick({
    id: true,
    workflowId: true,
    workflowName: true,
    batchId: true,
    batchRow: true,
  }),
});
export type GalleryItem = z.infer<typeof galleryItemSchema>;

export const galleryPageSchema = z.object({
  items: z.array(galleryItemSchema),
  nextCursor: z.string().nullable(),
});
/** As our own pages get it: with the way back. */
export type GalleryPage = z.infer<typeof galleryPageSchema> & { readonly previousCursor: string | null };

const outputIds = z.array(uuidSchema).min(1).max(MAX_MARKED);
const fewTags = z.array(tagSchema).max(20);

/** What is left out stays as it is. */
export const markOutputsSchema = z
  .object({
    ids: outputIds,
    favourite: z.boolean().optional(),
    verdict: z.enum(VERDICTS).nullable().optional(),
    addTags: fewTags.optional(),
    removeTags: fewTags.optional(),
  })
  .strict();
export type MarkOutputs = z.output<typeof markOutputsSchema>;

/** The marks of the results that are there, before and after. */
export const markReportSchema = z.object({
  before: z.array(markedOutputSchema),
  after: z.array(markedOutputSchema),
});
export type MarkReport = z.infer<typeof markReportSchema>;

export const readMarksSchema = z.object({ ids: outputIds }).strict();

/** Sets marks exactly: the undo of a change. */
export const restoreMarksSchema = z
  .object({
    marks: z
      .array(marksSchema.extend({ id: uuidSchema, tags: z.array(tagSchema).max(1_000) }).strict())
      .min(1)
      .max(MAX_MARKED),
  })
  .strict();

const idList = z.preprocess(
  (value) => (typeof value === "string" ? value.split(",").filter((part) => part !== "") : value),
  outputIds,
);

/** Which results an archive holds: named ones, those of a task, or all that match a filter. */
export const archiveSchema = galleryFilterSchema
  .extend({ ids: idList.optional(), taskId: uuidSchema.optional() })
  .strict()
  .refine(
    ({ ids, taskId, ...filter }) =>
      [ids, taskId, Object.values(filter).find((wish) => wish !== undefined)].filter(
        (part) => part !== undefined,
      ).length <= 1,
    { message: "cannot be given together with taskId or a filter", path: ["ids"] },
  );
export type ArchiveWish = z.output<typeof archiveSchema>;
