-- What Prisma's schema language has no word for: the database's own guards, and the indexes the queue and the list stand on.

-- Statuses and states are text with a check: a migration adds one, and raw SQL needs no casts.
-- server/persistence/guards.test.ts compares these lists with lib/task-status.ts and lib/attempt-state.ts.
ALTER TABLE "task"
  ADD CONSTRAINT "task_status_known"
    CHECK ("status" IN ('READY', 'PENDING', 'QUEUED', 'RUNNING', 'SUCCESS', 'FAILED', 'STOPPED')),
  ADD CONSTRAINT "task_finalized_has_end"
    CHECK (("status" IN ('SUCCESS', 'FAILED', 'STOPPED')) = ("completed_at" IS NOT NULL)),
  ADD CONSTRAINT "task_failed_has_reason" CHECK ("status" <> 'FAILED' OR "reason_code" IS NOT NULL),
  ADD CONSTRAINT "task_kind_known" CHECK ("kind" IN ('workflow', 'ai-app')),
  ADD CONSTRAINT "task_progress_is_percent" CHECK ("progress_percent" BETWEEN 0 AND 100);

ALTER TABLE "attempt"
  ADD CONSTRAINT "attempt_state_known"
    CHECK ("state" IN ('PREPARED', 'SENT', 'ACCEPTED', 'REJECTED', 'UNKNOWN')),
  ADD CONSTRAINT "attempt_slot_is_positive" CHECK ("slot_no" >= 1),
  ADD CONSTRAINT "attempt_accepted_has_remote_id" CHECK (("state" = 'ACCEPTED') = ("remote_id" IS NOT NULL)),
  ADD CONSTRAINT "attempt_sent_has_time" CHECK (("state" = 'PREPARED') = ("sent_at" IS NULL)),
  -- A refused attempt holds nothing.
  ADD CONSTRAINT "attempt_refused_is_released"
    CHECK ("state" <> 'REJECTED' OR "released_at" IS NOT NULL);

ALTER TABLE "node_input"
  ADD CONSTRAINT "node_input_type_known" CHECK ("value_type" IN ('string', 'number', 'boolean', 'upload')),
  ADD CONSTRAINT "node_input_has_value" CHECK (("value_type" = 'upload') = ("upload_id" IS NOT NULL));

ALTER TABLE "output"
  ADD CONSTRAINT "output_state_known" CHECK ("state" IN ('PENDING', 'STORED', 'FAILED')),
  ADD CONSTRAINT "output_stored_has_file" CHECK ("state" <> 'STORED' OR "file_key" IS NOT NULL);

ALTER TABLE "workflow"
  ADD CONSTRAINT "workflow_kind_known" CHECK ("kind" IN ('workflow', 'ai-app')),
  ADD CONSTRAINT "workflow_source_known" CHECK ("source" IN ('sample', 'remote', 'pasted'));

-- What counts as the same workflow when it is imported again: several pasted graphs may run on top of one RunningHub
-- workflow, and are told apart by name.
CREATE UNIQUE INDEX "workflow_identity"
  ON "workflow" ("kind", "remote_id", (CASE WHEN "source" = 'pasted' THEN "name" ELSE '' END));

-- A slot is a row: two unreleased attempts can never share one, in any interleaving.
CREATE UNIQUE INDEX "attempt_slot_held" ON "attempt" ("account_id", "slot_no") WHERE "released_at" IS NULL;
-- A task never has two live attempts.
CREATE UNIQUE INDEX "attempt_one_live_per_task" ON "attempt" ("task_id") WHERE "released_at" IS NULL;
CREATE INDEX "attempt_due" ON "attempt" ("next_poll_at") WHERE "next_poll_at" IS NOT NULL;

-- FIFO: the claim reads the first entry of this index.
CREATE INDEX "task_fifo" ON "task" ("account_id", "created_at", "id") WHERE "status" = 'PENDING' AND "deleted_at" IS NULL;
CREATE INDEX "task_deadline" ON "task" ("timeout_at")
  WHERE "status" IN ('PENDING', 'QUEUED', 'RUNNING') AND "timeout_at" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "task_deleted" ON "task" ("deleted_at") WHERE "deleted_at" IS NOT NULL;

-- The list: one index per tab, because with one index on (status, created_at) the planner walks the wrong one.
CREATE INDEX "task_list_all" ON "task" ("created_at" DESC, "id" DESC) WHERE "deleted_at" IS NULL;
CREATE INDEX "task_list_ready" ON "task" ("created_at" DESC, "id" DESC) WHERE "status" = 'READY' AND "deleted_at" IS NULL;
CREATE INDEX "task_list_pending" ON "task" ("created_at" DESC, "id" DESC) WHERE "status" = 'PENDING' AND "deleted_at" IS NULL;
CREATE INDEX "task_list_queued" ON "task" ("created_at" DESC, "id" DESC) WHERE "status" = 'QUEUED' AND "deleted_at" IS NULL;
CREATE INDEX "task_list_running" ON "task" ("created_at" DESC, "id" DESC) WHERE "status" = 'RUNNING' AND "deleted_at" IS NULL;
CREATE INDEX "task_list_success" ON "task" ("created_at" DESC, "id" DESC) WHERE "status" = 'SUCCESS' AND "deleted_at" IS NULL;
CREATE INDEX "task_list_failed" ON "task" ("created_at" DESC, "id" DESC) WHERE "status" = 'FAILED' AND "deleted_at" IS NULL;
CREATE INDEX "task_list_stopped" ON "task" ("created_at" DESC, "id" DESC) WHERE "status" = 'STOPPED' AND "deleted_at" IS NULL;
CREATE INDEX "task_list_batch" ON "task" ("batch_id", "created_at" DESC, "id" DESC) WHERE "batch_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "task_list_workflow" ON "task" ("workflow_id", "created_at" DESC, "id" DESC) WHERE "deleted_at" IS NULL;
CREATE INDEX "task_by_remote_id" ON "task" ("remote_id") WHERE "remote_id" IS NOT NULL;

-- Search by part of a word. Where the extension may not be created, search still works, only slower.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "task_search" ON "task" USING gin (("workflow_name" || ' ' || coalesce("description", '')) gin_trgm_ops)
    WHERE "deleted_at" IS NULL;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available; searching will read every row';
END $$;

CREATE INDEX "output_due" ON "output" ("next_try_at") WHERE "state" = 'PENDING';

-- Checked at commit, so that a bulk creation can write its tasks last: their insert locks the counters, and everybody
-- who starts or stops a task would wait for the rest of a large transaction.
ALTER TABLE "node_input" ALTER CONSTRAINT "node_input_task_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "task_event" ALTER CONSTRAINT "task_event_task_id_fkey" DEFERRABLE INITIALLY DEFERRED;

-- Hot and small: vacuum by number of changes, not by share of the table.
ALTER TABLE "attempt" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE "task" SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
ALTER TABLE "scheduler_lease" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Exact counts per status: one small update per statement, however many rows it touched.
INSERT INTO "task_count" ("status", "count")
SELECT s, 0 FROM unnest(ARRAY['READY', 'PENDING', 'QUEUED', 'RUNNING', 'SUCCESS', 'FAILED', 'STOPPED']) AS s;

-- Each of these locks the counter rows in one order first, or two statements that touch several would deadlock.
CREATE FUNCTION "task_count_insert"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "task_count" ORDER BY "status" FOR UPDATE;
  UPDATE "task_count" c SET "count" = c."count" + d."n"
  FROM (SELECT "status", count(*) AS "n" FROM "inserted" WHERE "deleted_at" IS NULL GROUP BY "status" ORDER BY "status") d
  WHERE c."status" = d."status";
  RETURN NULL;
END $$;

CREATE FUNCTION "task_count_delete"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "removed" WHERE "deleted_at" IS NULL) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM "task_count" ORDER BY "status" FOR UPDATE;
  UPDATE "task_count" c SET "count" = c."count" - d."n"
  FROM (SELECT "status", count(*) AS "n" FROM "removed" WHERE "deleted_at" IS NULL GROUP BY "status" ORDER BY "status") d
  WHERE c."status" = d."status";
  RETURN NULL;
END $$;

CREATE FUNCTION "task_count_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "before" b JOIN "after" a USING ("id")
    WHERE b."status" <> a."status" OR (b."deleted_at" IS NULL) <> (a."deleted_at" IS NULL)
  ) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM "task_count" ORDER BY "status" FOR UPDATE;
  UPDATE "task_count" c SET "count" = c."count" + d."n"
  FROM (
    SELECT "status", sum("n") AS "n" FROM (
      SELECT "status", 1 AS "n" FROM "after" WHERE "deleted_at" IS NULL
      UNION ALL
      SELECT "status", -1 FROM "before" WHERE "deleted_at" IS NULL
    ) moves GROUP BY "status" HAVING sum("n") <> 0
  ) d
  WHERE c."status" = d."status";
  RETURN NULL;
END $$;

CREATE TRIGGER "task_count_on_insert" AFTER INSERT ON "task"
  REFERENCING NEW TABLE AS "inserted" FOR EACH STATEMENT EXECUTE FUNCTION "task_count_insert"();
CREATE TRIGGER "task_count_on_delete" AFTER DELETE ON "task"
  REFERENCING OLD TABLE AS "removed" FOR EACH STATEMENT EXECUTE FUNCTION "task_count_delete"();
CREATE TRIGGER "task_count_on_update" AFTER UPDATE ON "task"
  REFERENCING OLD TABLE AS "before" NEW TABLE AS "after" FOR EACH STATEMENT EXECUTE FUNCTION "task_count_update"();

-- The feed's hint: one notification per statement, carrying no data. The database stays the truth.
CREATE FUNCTION "task_event_notify"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('hubqueue_task_event', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "task_event_on_insert" AFTER INSERT ON "task_event" FOR EACH STATEMENT EXECUTE FUNCTION "task_event_notify"();
