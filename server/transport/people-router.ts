import { z } from "zod";
import { changePersonSchema, invitePersonSchema } from "@/lib/people-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

export const peopleRouter = router({
  /** Everybody, and the links that nobody has used yet. */
  list: procedure.query(({ ctx }) => ctx.services.people.list(ctx.actor)),
  /** Where the invitation leads to is told only now. */
  invite: procedure
    .input(invitePersonSchema)
    .mutation(({ ctx, input }) => ctx.services.people.invite(ctx.actor, input)),
  /** A link for a new password; told only now. */
  passwordLink: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.people.passwordLink(ctx.actor, input.id)),
  revokeLink: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.people.revokeLink(ctx.actor, input.id)),
  change: procedure
    .input(changePersonSchema)
    .mutation(({ ctx, input }) => ctx.services.people.change(ctx.actor, input)),
  endSessions: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.people.endSessions(ctx.actor, input.id)),
  remove: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.people.remove(ctx.actor, input.id)),
});
