import { keepingRulesSchema } from "@/lib/keeping-schemas";
import { retentionRulesSchema } from "@/lib/storage-schemas";
import { procedure, router } from "./trpc";

/** Where the files lie, what they take, and how long they and their tasks stay. */
export const storageRouter = router({
  usage: procedure.query(({ ctx }) => ctx.services.storageReport.usage()),
  disk: procedure.query(({ ctx }) => ctx.services.storageReport.disk()),
  retention: procedure.query(({ ctx }) => ctx.services.retention.rules()),
  setRetention: procedure
    .input(retentionRulesSchema)
    .mutation(({ ctx, input }) => ctx.services.retention.setRules(ctx.actor, input)),
  keeping: procedure.query(({ ctx }) => ctx.services.pruning.rules()),
  setKeeping: procedure
    .input(keepingRulesSchema)
    .mutation(({ ctx, input }) => ctx.services.pruning.setRules(ctx.actor, input)),
  preview: procedure
    .input(retentionRulesSchema)
    .query(({ ctx, input }) => ctx.services.retention.preview(ctx.actor, input)),
});
