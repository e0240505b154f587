-- Library entries that people arrange, batches as things of their own, and seeds that are drawn anew for each run.

ALTER TABLE "workflow"
  ADD COLUMN "form_settings" JSONB,
  ADD COLUMN "defaults" JSONB,
  ADD COLUMN "checked_at" TIMESTAMPTZ(3),
  ADD COLUMN "newer_version_id" UUID;

ALTER TABLE "task" ADD COLUMN "batch_row" INTEGER;
ALTER TABLE "task" ADD CONSTRAINT "task_batch_row_in_batch" CHECK ("batch_row" IS NULL OR ("batch_id" IS NOT NULL AND "batch_row" >= 0));

-- The rows of a batch in their own order, and how many have which status, from the index alone.
CREATE INDEX "task_batch_rows" ON "task" ("batch_id", "batch_row", "id") WHERE "batch_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "task_batch_status" ON "task" ("batch_id", "status") WHERE "batch_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "batch_list" ON "batch" ("created_at" DESC, "id" DESC);

-- A seed that is drawn when the task is sent: it has no value before its first run, and that of its last run after it.
ALTER TABLE "node_input" DROP CONSTRAINT "node_input_type_known";
ALTER TABLE "node_input" ADD CONSTRAINT "node_input_type_known"
  CHECK ("value_type" IN ('string', 'number', 'boolean', 'upload', 'seed'));
