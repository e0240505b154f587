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
});
