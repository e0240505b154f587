/** All of tRPC. Other TypeScript apps import the type `AppRouter` and nothing else. */
import { accountRouter } from "./account-router";
import { auditRouter } from "./audit-router";
import { batchRouter } from "./batch-router";
import { diagnosticsRouter } from "./diagnostics-router";
import { galleryRouter } from "./gallery-router";
import { insightRouter } from "./insight-router";
import { notificationRouter } from "./notification-router";
import { operationRouter } from "./operation-router";
import { outputRouter } from "./output-router";
import { ownAccountRouter } from "./own-account-router";
import { peopleRouter } from "./people-router";
import { queueRouter } from "./queue-router";
import { spendingRouter } from "./spending-router";
import { storageRouter } from "./storage-router";
import { systemRouter } from "./system-router";
import { taskRouter } from "./task-router";
import { tokenRouter } from "./token-router";
import { createCallerFactory, router } from "./trpc";
import { uploadRouter } from "./upload-router";
import { viewRouter } from "./view-router";
import { workflowRouter } from "./workflow-router";

export const appRouter = router({
  tasks: taskRouter,
  operations: operationRouter,
  batches: batchRouter,
  uploads: uploadRouter,
  outputs: outputRouter,
  gallery: galleryRouter,
  queue: queueRouter,
  workflows: workflowRouter,
  accounts: accountRouter,
  views: viewRouter,
  notifications: notificationRouter,
  insight: insightRouter,
  spending: spendingRouter,
  storage: storageRouter,
  people: peopleRouter,
  me: ownAccountRouter,
  tokens: tokenRouter,
  audit: auditRouter,
  diagnostics: diagnosticsRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, for server components and tests. */
export const createCaller = createCallerFactory(appRouter);
