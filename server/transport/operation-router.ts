import { z } from "zod";
import { requestOperationSchema, undoOperationSchema } from "@/lib/operation-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

export const operationRouter = router({
  request: procedure
    .input(requestOperationSchema)
    .mutation(({ ctx, input }) => ctx.services.bulkOperations.request(ctx.actor, input)),
  abort: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.bulkOperations.abort(ctx.actor, input.id)),
  /** `id` is that of the undo, chosen by the caller; `undone` is what it undoes. */
  undo: procedure
    .input(undoOperationSchema.extend({ undone: z.string() }))
    .mutation(({ ctx, input: { id, undone } }) =>
      ctx.services.bulkOperations.undo(ctx.actor, undone, { id }),
    ),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.bulkOperations.get(input.id)),
  recent: procedure.query(({ ctx }) => ctx.services.bulkOperations.recent()),
  failures: procedure.input(byId).query(({ ctx, input }) => ctx.services.bulkOperations.failures(input.id)),
});
