/** All of tRPC. Other TypeScript apps import the type `AppRouter` and nothing else. */
import { accountRouter } from "./account-router";
import { queueRouter } from "./queue-router";
import { systemRouter } from "./system-router";
import { taskRouter } from "./task-router";
import { createCallerFactory, router } from "./trpc";
import { workflowRouter } from "./workflow-router";

export const appRouter = router({
  tasks: taskRouter,
  queue: queueRouter,
  workflows: workflowRouter,
  accounts: accountRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, for server components and tests. */
export const createCaller = createCallerFactory(appRouter);
