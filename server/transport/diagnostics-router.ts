import { procedure, router } from "./trpc";

export const diagnosticsRouter = router({
  /** Asks RunningHub about every account, and so takes its time. */
  examine: procedure.query(({ ctx }) => ctx.services.diagnosis.examine(ctx.actor)),
  state: procedure.query(({ ctx }) => ctx.services.diagnosis.state(ctx.actor)),
});
