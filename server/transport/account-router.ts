import { z } from "zod";
import { createAccountSchema, updateAccountSchema } from "@/lib/account-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

export const accountRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.accounts.list()),
  create: procedure
    .input(createAccountSchema)
    .mutation(({ ctx, input }) => ctx.services.accountSetup.create(ctx.actor, input)),
  update: procedure
    .input(updateAccountSchema)
    .mutation(({ ctx, input }) => ctx.services.accountSetup.update(ctx.actor, input)),
  remove: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.accountSetup.remove(ctx.actor, input.id)),
  pause: procedure.input(byId).mutation(async ({ ctx, input }) => {
    await ctx.services.accounts.pause(ctx.actor, input.id);
    return { id: input.id };
  }),
  resume: procedure.input(byId).mutation(async ({ ctx, input }) => {
    await ctx.services.accounts.resume(ctx.actor, input.id);
    return { id: input.id };
  }),
  /** Asks RunningHub now. */
  check: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.accountCheck.check(ctx.actor, input.id)),
});
