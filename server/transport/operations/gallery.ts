import {
  archiveSchema,
  galleryPageSchema,
  listOutputsSchema,
  markOutputsSchema,
  markReportSchema,
} from "@/lib/gallery-schemas";
import { archiveFile } from "../archive-file";
import { operation } from "../operation";

const tag = "files";

export const listOutputs = operation({
  method: "GET",
  path: "/api/outputs",
  tag,
  summary: "A page of kept results, the newest first",
  query: listOutputsSchema,
  answer: {
    status: 200,
    description: "The page; `nextCursor` leads to the next",
    schema: galleryPageSchema,
  },
  async run({ services, query }) {
    const { items, nextCursor } = await services.gallery.page(query);
    return { items, nextCursor };
  },
});

export const zipOutputs = operation({
  method: "GET",
  path: "/api/outputs/zip",
  tag,
  summary:
    "Results as one zip with a manifest: named ones, those of a task or a batch, or all that match a filter",
  query: archiveSchema,
  answer: {
    status: 200,
    description: "The files, and what they are as manifest.csv and manifest.json",
    mediaType: "application/zip",
  },
  refusals: ["TASK_NOT_FOUND", "BATCH_NOT_FOUND"],
  run: async ({ services, query }) => archiveFile(await services.archive.open(query), new Date()),
});

export const markOutputs = operation({
  method: "POST",
  path: "/api/outputs/marks",
  tag,
  summary: "Mark results as favourites, kept or rejected, and give or take tags",
  body: markOutputsSchema,
  answer: { status: 200, description: "Their marks before and after", schema: markReportSchema },
  run: ({ services, actor, body }) => services.gallery.mark(actor, body),
});
