import { z } from "zod";
import {
  galleryFilterSchema,
  listOutputsSchema,
  markOutputsSchema,
  readMarksSchema,
  restoreMarksSchema,
} from "@/lib/gallery-schemas";
import { procedure, router } from "./trpc";

export const galleryRouter = router({
  /** Kept results, the newest first. */
  page: procedure.input(listOutputsSchema).query(({ ctx, input }) => ctx.services.gallery.page(input)),
  count: procedure.input(galleryFilterSchema).query(({ ctx, input }) => ctx.services.gallery.count(input)),
  /** Those of one task, in the order of its runs. */
  ofTask: procedure
    .input(z.object({ taskId: z.string() }).strict())
    .query(({ ctx, input }) => ctx.services.gallery.ofTask(input.taskId)),
  /** The marks of these results as they are now; those that are not there are left out. */
  marks: procedure.input(readMarksSchema).query(({ ctx, input }) => ctx.services.gallery.marksOf(input.ids)),
  tags: procedure.query(({ ctx }) => ctx.services.gallery.tags()),
  mark: procedure
    .input(markOutputsSchema)
    .mutation(({ ctx, input }) => ctx.services.gallery.mark(ctx.actor, input)),
  /** Sets marks as they were before. */
  restoreMarks: procedure
    .input(restoreMarksSchema)
    .mutation(({ ctx, input }) => ctx.services.gallery.restoreMarks(ctx.actor, input.marks)),
});
