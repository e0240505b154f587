import { tracked } from "@trpc/server";
import { z } from "zod";
import { findNeighboursSchema } from "@/lib/neighbour-schema";
import {
  assignTasksSchema,
  batchTargetSchema,
  bulkCreateSchema,
  createOneTaskSchema,
  linkRunSchema,
  listTasksSchema,
  runAgainSchema,
  taskFilterSchema,
} from "@/lib/task-schemas";
import { TASK_ACTION_NAMES } from "@/lib/task-status";
import { procedure, router } from "./trpc";
import { whileLetIn } from "./while-let-in";

const byId = z.object({ id: z.string() }).strict();

export const taskRouter = router({
  list: procedure.input(listTasksSchema).query(({ ctx, input }) => ctx.services.taskQueries.list(input)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.taskQueries.get(input.id)),
  status: procedure.input(byId).query(({ ctx, input }) => ctx.services.taskQueries.status(input.id)),
  /** Exact up to 10,000; beyond that `capped`. */
  countMatching: procedure
    .input(taskFilterSchema)
    .query(({ ctx, input }) => ctx.services.taskQueries.countMatching(input)),
  /** What stands beside a task in a list; null at its ends. */
  neighbours: procedure
    .input(findNeighboursSchema)
    .query(({ ctx, input }) => ctx.services.taskQueries.neighbours(input)),
  /** What one run sent and was answered, without secrets; large at times, so asked for by itself. */
  exchange: procedure
    .input(byId.extend({ number: z.number().int() }))
    .query(({ ctx, input }) => ctx.services.exchanges.get(input.id, input.number)),
  counts: procedure.query(({ ctx }) => ctx.services.taskQueries.counts()),

  create: procedure
    .input(createOneTaskSchema)
    .mutation(({ ctx, input }) => ctx.services.taskIntake.create(ctx.actor, input)),
  createBulk: procedure
    .input(bulkCreateSchema)
    .mutation(({ ctx, input }) => ctx.services.taskIntake.createBulk(ctx.actor, input)),
  start: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.taskController.start(ctx.actor, input.id)),
  /** A copy with the same inputs, at once in line unless told otherwise. */
  runAgain: procedure
    .input(runAgainSchema.extend({ id: z.string(), start: z.boolean().default(true) }))
    .mutation(({ ctx, input: { id, ...wish } }) => ctx.services.taskAgain.runAgain(ctx.actor, id, wish)),
  stop: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.taskController.stop(ctx.actor, input.id)),
  remove: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.taskController.remove(ctx.actor, input.id)),
  restore: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.taskController.restore(ctx.actor, input.id)),
  batch: procedure
    .input(z.object({ action: z.enum(TASK_ACTION_NAMES), target: batchTargetSchema }).strict())
    .mutation(({ ctx, input }) => ctx.services.taskController.batch(ctx.actor, input.action, input.target)),
  assign: procedure
    .input(assignTasksSchema)
    .mutation(({ ctx, input }) => ctx.services.taskController.assign(ctx.actor, input)),

  /** An unclear submit, settled by a person. */
  linkRun: procedure
    .input(linkRunSchema.extend({ id: z.string() }))
    .mutation(({ ctx, input }) => ctx.services.submitSettlement.linkRun(ctx.actor, input.id, input.remoteId)),
  sendAgain: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.services.submitSettlement.sendAgain(ctx.actor, input.id)),

  /** What changes, from now on or from after `lastEventId`; a client that reconnects sends the last id it saw. */
  onChange: procedure
    .input(
      z
        .object({ lastEventId: z.string().max(100).nullish() })
        .strict()
        .optional(),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      const from = input?.lastEventId ?? null;
      const stream = whileLetIn(ctx, signal, (until) => ctx.services.taskFeed.subscribe(from, until));
      for await (const { id, changes } of stream) yield tracked(id, changes);
    }),
});
