import { retentionRulesSchema } from "@/lib/storage-schemas";
import { procedure, router } from "./trpc";

/** Where the files lie, what they take, and how long they stay. */
export const storageRouter = router({
  usage: procedure.query(({ ctx }) => ctx.services.storageReport.usage()),
  disk: procedure.query(({ ctx }) => ctx.services.storageReport.disk()),
  retention: procedure.query(({ ctx }) => ctx.services.retention.rules()),
  setRetention: procedure
    .input(retentionRulesSchema)
    .mutation(({ ctx, input }) => ctx.services.retention.setRules(ctx.actor, input)),
  preview: procedure
    .input(retentionRulesSchema)
    .query(({ ctx, input }) => ctx.services.retention.preview(input)),
});
