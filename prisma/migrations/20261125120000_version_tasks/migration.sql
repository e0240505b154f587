-- How many tasks were made from each version of a workflow, from the index alone; and removing a version finds them.
CREATE INDEX "task_version" ON "task" ("workflow_version_id") WHERE "workflow_version_id" IS NOT NULL AND "deleted_at" IS NULL;
