import { z } from "zod";
import { changeViewSchema, saveViewSchema } from "@/lib/view-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

export const viewRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.views.list(ctx.actor)),
  save: procedure
    .input(saveViewSchema)
    .mutation(({ ctx, input }) => ctx.services.views.save(ctx.actor, input)),
  change: procedure
    .input(changeViewSchema)
    .mutation(({ ctx, input }) => ctx.services.views.change(ctx.actor, input)),
  remove: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.views.remove(ctx.actor, input.id)),
});
