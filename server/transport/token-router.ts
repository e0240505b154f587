import { z } from "zod";
import { createTokenSchema } from "@/lib/token-schemas";
import { procedure, router } from "./trpc";

export const tokenRouter = router({
  /** One's own; to administrators, everybody's. */
  list: procedure.query(({ ctx }) => ctx.services.tokens.list(ctx.actor)),
  /** The token itself is told only now. */
  create: procedure
    .input(createTokenSchema)
    .mutation(({ ctx, input }) => ctx.services.tokens.create(ctx.actor, input)),
  revoke: procedure
    .input(z.object({ id: z.string() }).strict())
    .mutation(({ ctx, input }) => ctx.services.tokens.revoke(ctx.actor, input.id)),
});
