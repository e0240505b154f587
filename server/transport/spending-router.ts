import { spendingCapsSchema } from "@/lib/spending-schemas";
import { procedure, router } from "./trpc";

export const spendingRouter = router({
  caps: procedure.query(({ ctx }) => ctx.services.spending.caps()),
  setCaps: procedure
    .input(spendingCapsSchema)
    .mutation(({ ctx, input }) => ctx.services.spending.setCaps(ctx.actor, input)),
});
