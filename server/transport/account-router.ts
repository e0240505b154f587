import { z } from "zod";
import { procedure, router } from "./trpc";

export const accountRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.accounts.list()),
  resume: procedure.input(z.object({ id: z.string() }).strict()).mutation(async ({ ctx, input }) => {
    await ctx.services.accounts.resume(ctx.actor, input.id);
    return { id: input.id };
  }),
});
