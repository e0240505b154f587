import { z } from "zod";
import { nameTemplateSchema } from "@/lib/download-name";
import { procedure, router } from "./trpc";

/** Results themselves are fetched from GET /api/outputs/{id}. */
export const outputRouter = router({
  /** Fetches one again that could not be kept; its task is not run again. */
  retry: procedure
    .input(z.object({ id: z.string() }).strict())
    .mutation(({ ctx, input }) => ctx.services.outputs.retry(ctx.actor, input.id)),
  /** How results are named when they are saved. */
  nameTemplate: procedure.query(({ ctx }) => ctx.services.resultNames.template()),
  setNameTemplate: procedure
    .input(z.object({ template: nameTemplateSchema }).strict())
    .mutation(({ ctx, input }) => ctx.services.resultNames.setTemplate(ctx.actor, input.template)),
});
