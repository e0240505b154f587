ALTER TABLE "workflow" ADD COLUMN "localized" JSONB, ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
ALTER TABLE "workflow_version" ADD COLUMN "node_count" INTEGER NOT NULL;

ALTER TABLE "workflow"
  ADD CONSTRAINT "workflow_kind_known" CHECK ("kind" IN ('workflow', 'ai-app')),
  ADD CONSTRAINT "workflow_source_known" CHECK ("source" IN ('sample', 'remote', 'pasted'));

-- What counts as the same workflow when it is imported again: several pasted graphs may run on top of one RunningHub
-- workflow, and are told apart by name.
CREATE UNIQUE INDEX "workflow_identity"
  ON "workflow" ("kind", "remote_id", (CASE WHEN "source" = 'pasted' THEN "name" ELSE '' END));
