-- The list with a filter, on every tab and at any depth: each index begins with what is asked for, goes on with the
-- status, and ends with the order. CREATE INDEX CONCURRENTLY is not possible here, because a migration is one transaction:
-- another replica's writes to tasks wait meanwhile, for some seconds at a million tasks; its reads do not. The work is
-- kept short by memory for the sort, and the search has migrations of its own.
SET LOCAL maintenance_work_mem = '256MB';

-- Also a workflow's successes, newest first; so it takes the place of an index over these alone.
CREATE INDEX "task_list_workflow_status" ON "task" ("workflow_id", "status", "created_at" DESC, "id" DESC) WHERE "deleted_at" IS NULL;
DROP INDEX "task_history";

-- Also how many of a batch have which status, from the index alone.
CREATE INDEX "task_list_batch_status" ON "task" ("batch_id", "status", "created_at" DESC, "id" DESC)
  WHERE "batch_id" IS NOT NULL AND "deleted_at" IS NULL;
DROP INDEX "task_list_batch";
DROP INDEX "task_batch_status";

-- With the columns of its expression included it is read without the table, which keeps the planner from reading a tab
-- and passing over other accounts' tasks: those of an account are often made together, long ago.
CREATE INDEX "task_list_account" ON "task" ((coalesce("account_id", "ran_on_account_id")), "status", "created_at" DESC, "id" DESC)
  INCLUDE ("account_id", "ran_on_account_id") WHERE "deleted_at" IS NULL;
-- Few tasks have a reason, so these two cost little.
CREATE INDEX "task_list_reason" ON "task" ("reason_code", "status", "created_at" DESC, "id" DESC)
  WHERE "reason_code" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "task_list_error" ON "task" ("status", "created_at" DESC, "id" DESC)
  WHERE "reason_code" <> 'STOPPED_BY_PERSON' AND "deleted_at" IS NULL;
-- By completion. With a filter that many tasks fit, this one is read until the page is full; of few tasks all are read and
-- sorted. Only who has a reason is so unlike the others that both would read too many.
CREATE INDEX "task_list_completed" ON "task" ("status", "completed_at" DESC, "id" DESC)
  WHERE "status" IN ('SUCCESS', 'FAILED', 'STOPPED') AND "deleted_at" IS NULL;
CREATE INDEX "task_list_completed_reason" ON "task" ("reason_code", "status", "completed_at" DESC, "id" DESC)
  WHERE "reason_code" IS NOT NULL AND "status" IN ('SUCCESS', 'FAILED', 'STOPPED') AND "deleted_at" IS NULL;
CREATE INDEX "task_list_completed_error" ON "task" ("status", "completed_at" DESC, "id" DESC)
  WHERE "reason_code" <> 'STOPPED_BY_PERSON' AND "status" IN ('SUCCESS', 'FAILED', 'STOPPED') AND "deleted_at" IS NULL;

-- How often the account of a list occurs, and which reasons come with which status: taken for even and independent, the
-- planner would read all that fits and sort it.
CREATE STATISTICS "task_account_status" (mcv) ON (coalesce("account_id", "ran_on_account_id")), "status" FROM "task";
CREATE STATISTICS "task_reason_status" (mcv) ON "reason_code", "status" FROM "task";
CREATE STATISTICS "task_workflow_status" (mcv) ON "workflow_id", "status" FROM "task";
ANALYZE "task";

-- What can be searched has a table of its own from the next migration on.
DROP INDEX IF EXISTS "task_search";
