import { z } from "zod";
import { changePasswordSchema, renameSelfSchema } from "@/lib/people-schemas";
import { meOf } from "./me";
import { procedure, router } from "./trpc";

/** What whoever asks may do about themselves. */
export const ownAccountRouter = router({
  /** Who it is, with the role they have now; for tokens too. */
  who: procedure.query(({ ctx }) => meOf(ctx.actor)),
  get: procedure.query(({ ctx }) => ctx.services.ownAccount.get(ctx.actor)),
  rename: procedure
    .input(renameSelfSchema)
    .mutation(({ ctx, input }) => ctx.services.ownAccount.rename(ctx.actor, input.name)),
  /** Ends the other sessions. */
  changePassword: procedure
    .input(changePasswordSchema)
    .mutation(({ ctx, input }) => ctx.services.ownAccount.changePassword(ctx.actor, input)),
  sessions: procedure.query(({ ctx }) => ctx.services.ownAccount.sessions(ctx.actor)),
  endSession: procedure
    .input(z.object({ id: z.string() }).strict())
    .mutation(({ ctx, input }) => ctx.services.ownAccount.endSession(ctx.actor, input.id)),
  endOtherSessions: procedure.mutation(({ ctx }) => ctx.services.ownAccount.endOtherSessions(ctx.actor)),
});
