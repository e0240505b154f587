-- Operations on many tasks: what was asked for, how far it is, and what became of each task.

CREATE TABLE "bulk_operation" (
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "undoes" UUID,
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "succeeded" INTEGER NOT NULL DEFAULT 0,
    "undoable" INTEGER NOT NULL DEFAULT 0,
    "aborted_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_operation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "bulk_operation_action_known" CHECK ("action" IN ('start', 'stop', 'delete', 'undo')),
    CONSTRAINT "bulk_operation_undo_names_another" CHECK (("action" = 'undo') = ("undoes" IS NOT NULL)),
    CONSTRAINT "bulk_operation_counts_add_up" CHECK ("succeeded" <= "done" AND "undoable" <= "succeeded" AND "done" <= coalesce("total", 0))
);
-- Nothing is undone twice.
CREATE UNIQUE INDEX "bulk_operation_undoes" ON "bulk_operation" ("undoes");
CREATE INDEX "bulk_operation_open" ON "bulk_operation" ("created_at") WHERE "finished_at" IS NULL;
CREATE INDEX "bulk_operation_created" ON "bulk_operation" ("created_at");

-- No reference to the task: a report outlives what it tells of, and settling a million tasks must not lock them.
CREATE TABLE "bulk_operation_item" (
    "operation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "task_id" UUID NOT NULL,
    "name" TEXT,
    "outcome" TEXT,
    "code" TEXT,
    "status_before" TEXT,
    "status_after" TEXT,
    "event_id" BIGINT,
    "undoable" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "bulk_operation_item_pkey" PRIMARY KEY ("operation_id", "position"),
    CONSTRAINT "bulk_operation_item_outcome_known" CHECK ("outcome" IN ('DONE', 'REFUSED')),
    CONSTRAINT "bulk_operation_item_refused_has_code" CHECK (("outcome" = 'REFUSED') = ("code" IS NOT NULL) OR "outcome" IS NULL)
);
CREATE INDEX "bulk_operation_item_refused" ON "bulk_operation_item" ("operation_id", "code", "status_before", "position") WHERE "outcome" = 'REFUSED';

ALTER TABLE "bulk_operation_item" ADD CONSTRAINT "bulk_operation_item_operation_id_fkey"
  FOREIGN KEY ("operation_id") REFERENCES "bulk_operation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "bulk_operation_item" SET (fillfactor = 80);
