import { z } from "zod";
import { importWorkflowSchema } from "@/lib/workflow-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

export const workflowRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.workflows.list()),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.workflows.get(input.id)),
  import: procedure
    .input(importWorkflowSchema)
    .mutation(({ ctx, input }) => ctx.services.workflows.import(ctx.actor, input)),
  remove: procedure.input(byId).mutation(async ({ ctx, input }) => {
    await ctx.services.workflows.remove(ctx.actor, input.id);
    return { id: input.id, deleted: true as const };
  }),
});
