import { z } from "zod";
import { forecastSchema, recentValuesSchema } from "@/lib/history-schemas";
import {
  checkWorkflowSchema,
  compareWorkflowVersionsSchema,
  importWorkflowSchema,
  renameWorkflowSchema,
  setWorkflowDefaultsSchema,
  setWorkflowFormSchema,
  useWorkflowVersionSchema,
} from "@/lib/workflow-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();
const byVersion = z.object({ versionId: z.string() }).strict();

export const workflowRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.workflows.list()),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.workflows.get(input.id)),
  getVersion: procedure
    .input(byVersion)
    .query(({ ctx, input }) => ctx.services.workflows.getVersion(input.versionId)),
  /** What new tasks are expected to take, from the last runs. */
  forecast: procedure
    .input(forecastSchema)
    .query(({ ctx, input }) => ctx.services.workflowHistory.forecast(input)),
  /** Values a field had in earlier tasks. */
  recentValues: procedure
    .input(recentValuesSchema)
    .query(({ ctx, input }) => ctx.services.workflowHistory.recentValues(input)),
  import: procedure
    .input(importWorkflowSchema)
    .mutation(({ ctx, input }) => ctx.services.workflows.import(ctx.actor, input)),
  remove: procedure.input(byId).mutation(async ({ ctx, input }) => {
    await ctx.services.workflows.remove(ctx.actor, input.id);
    return { id: input.id, deleted: true as const };
  }),

  arrangement: procedure
    .input(byId)
    .query(({ ctx, input }) => ctx.services.workflowArrangement.get(input.id)),
  rename: procedure
    .input(renameWorkflowSchema)
    .mutation(({ ctx, input }) => ctx.services.workflowArrangement.rename(ctx.actor, input)),
  setForm: procedure
    .input(setWorkflowFormSchema)
    .mutation(({ ctx, input }) => ctx.services.workflowArrangement.setForm(ctx.actor, input.id, input.form)),
  setDefaults: procedure
    .input(setWorkflowDefaultsSchema)
    .mutation(({ ctx, input }) =>
      ctx.services.workflowArrangement.setDefaults(ctx.actor, input.id, input.defaults),
    ),
  /** The text of the file that `import` takes with `from: "file"`. */
  export: procedure.input(byId).query(({ ctx, input }) => ctx.services.workflowArrangement.export(input.id)),

  versions: procedure.input(byId).query(({ ctx, input }) => ctx.services.workflowVersions.list(input.id)),
  difference: procedure
    .input(compareWorkflowVersionsSchema)
    .query(({ ctx, input }) => ctx.services.workflowVersions.difference(input)),
  useVersion: procedure
    .input(useWorkflowVersionSchema)
    .mutation(({ ctx, input }) => ctx.services.workflowVersions.use(ctx.actor, input.id, input.versionId)),
  check: procedure
    .input(checkWorkflowSchema)
    .mutation(({ ctx, input }) => ctx.services.workflowVersions.check(ctx.actor, input)),
});
