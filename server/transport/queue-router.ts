import { changeQueueSettingsSchema, closeBreakerSchema } from "@/lib/queue-schemas";
import { procedure, router } from "./trpc";

export const queueRouter = router({
  lane: procedure.query(({ ctx }) => ctx.services.queue.lane()),
  pause: procedure.mutation(async ({ ctx }) => {
    await ctx.services.queue.pause(ctx.actor);
    return { queuePaused: true };
  }),
  resume: procedure.mutation(async ({ ctx }) => {
    await ctx.services.queue.resume(ctx.actor);
    return { queuePaused: false };
  }),
  settings: procedure.query(({ ctx }) => ctx.services.queue.settings()),
  /** What is left out stays. */
  setSettings: procedure
    .input(changeQueueSettingsSchema)
    .mutation(({ ctx, input }) => ctx.services.queue.setSettings(ctx.actor, input)),
  closeBreaker: procedure
    .input(closeBreakerSchema)
    .mutation(({ ctx, input }) => ctx.services.queue.closeBreaker(ctx.actor, input)),
});
