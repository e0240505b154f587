import { z } from "zod";
import {
  listBatchesSchema,
  matrixPageInputSchema,
  matrixRowsInputSchema,
  renameBatchSchema,
} from "@/lib/batch-schemas";
import { storedText } from "@/lib/stored-text";
import { procedure, router } from "./trpc";

/** What tRPC's client adds when it reads page after page; there is one direction only. */
const pageAfterPage = listBatchesSchema.extend({ direction: z.enum(["forward", "backward"]).optional() });

const byId = z.object({ id: z.string() }).strict();

export const batchRouter = router({
  list: procedure
    .input(pageAfterPage)
    .query(({ ctx, input: { limit, cursor } }) => ctx.services.batches.list({ limit, cursor })),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.batches.get(input.id)),
  search: procedure
    .input(z.object({ q: storedText(200).trim() }).strict())
    .query(({ ctx, input }) => ctx.services.batches.search(input.q)),
  rename: procedure
    .input(renameBatchSchema.extend({ id: z.string() }))
    .mutation(({ ctx, input }) => ctx.services.batches.rename(ctx.actor, input.id, input.name)),
  /** The matrix in three parts: which rows a page has, what stands in them now, and what they differ in. */
  matrixPage: procedure
    .input(matrixPageInputSchema)
    .query(({ ctx, input }) => ctx.services.batches.matrixPage(input)),
  matrixRows: procedure
    .input(matrixRowsInputSchema)
    .query(({ ctx, input }) => ctx.services.batches.matrixRows(input)),
  matrixColumns: procedure
    .input(byId)
    .query(({ ctx, input }) => ctx.services.batches.matrixColumns(input.id)),
});
