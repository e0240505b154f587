import { expectSpendingSchema } from "@/lib/expected-spending";
import { spendingCapsSchema } from "@/lib/spending-schemas";
import { procedure, router } from "./trpc";

export const spendingRouter = router({
  /** What tasks would spend, and what the caps would hold of them. */
  expect: procedure
    .input(expectSpendingSchema)
    .query(({ ctx, input }) => ctx.services.spending.expect(input)),
  caps: procedure.query(({ ctx }) => ctx.services.spending.caps()),
  setCaps: procedure
    .input(spendingCapsSchema)
    .mutation(({ ctx, input }) => ctx.services.spending.setCaps(ctx.actor, input)),
});
