import { z } from "zod";
import { newsSinceSchema } from "@/lib/browser-news";
import { changeHookSchema, createHookSchema } from "@/lib/notification-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

export const notificationRouter = router({
  list: procedure.query(({ ctx }) => ctx.services.notifications.list()),
  create: procedure
    .input(createHookSchema)
    .mutation(({ ctx, input }) => ctx.services.notifications.create(ctx.actor, input)),
  change: procedure
    .input(changeHookSchema)
    .mutation(({ ctx, input }) => ctx.services.notifications.change(ctx.actor, input)),
  remove: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.notifications.remove(ctx.actor, input.id)),
  /** Sends a message now. */
  test: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.notifications.test(ctx.actor, input.id)),
  log: procedure.input(byId).query(({ ctx, input }) => ctx.services.notifications.log(ctx.actor, input.id)),
  /** What happened since the caller asked last, for browsers that tell their person; any role. */
  since: procedure
    .input(newsSinceSchema)
    .query(({ ctx, input }) => ctx.services.recentNews.since(input.after)),
  sendAgain: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.notifications.sendAgain(ctx.actor, input.id)),
});
