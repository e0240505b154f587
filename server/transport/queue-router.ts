import { lineLimitsSchema } from "@/lib/line-limits";
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
  limits: procedure.query(({ ctx }) => ctx.services.lineLimits.get()),
  setLimits: procedure
    .input(lineLimitsSchema)
    .mutation(({ ctx, input }) => ctx.services.lineLimits.set(ctx.actor, input)),
  /** How many more tasks whoever asks may put in line; null: there is no limit. */
  room: procedure.query(({ ctx }) => ctx.services.lineLimits.room(ctx.actor)),
  closeBreaker: procedure
    .input(closeBreakerSchema)
    .mutation(({ ctx, input }) => ctx.services.queue.closeBreaker(ctx.actor, input)),
});
