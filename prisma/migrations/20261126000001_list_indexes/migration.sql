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

CREATE INDEX "task_list_account" ON "task" ((coalesce("account_id", "ran_on_account_id")), "status", "created_at" DESC, "id" DESC)
  WHERE "deleted_at" IS NULL;
-- Few tasks have a reason, so these two cost little.
CREATE INDEX "task_list_reason" ON "task" ("reason_code", "status", "created_at" DESC, "id" DESC)
  WHERE "reason_code" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "task_list_error" ON "task" ("status", "created_at" DESC, "id" DESC)
  WHERE "reason_code" <> 'STOPPED_BY_PERSON' AND "deleted_at" IS NULL;
-- By completion. With a filter, its own index or this one is read, whichever holds fewer tasks before the page is full.
CREATE INDEX "task_list_completed" ON "task" ("status", "completed_at" DESC, "id" DESC)
  WHERE "status" IN ('SUCCESS', 'FAILED', 'STOPPED') AND "deleted_at" IS NULL;

-- What can be searched has a table of its own from the next migration on.
DROP INDEX IF EXISTS "task_search";
