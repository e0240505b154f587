-- All kept results, as the gallery reads them: one narrow row each, with what it is filtered and ordered by, so that a page of
-- any filter is read from one index. Marks and tags are here as well: they outlive a result that is hidden for a while.
-- As with the indexes of the list, writes of results wait for this migration; its reads do not.
SET LOCAL maintenance_work_mem = '256MB';

CREATE TABLE "gallery_item" (
  "output_id" UUID NOT NULL,
  "task_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "type" TEXT NOT NULL,
  "workflow_id" TEXT NOT NULL,
  "batch_id" UUID,
  "account_id" UUID NOT NULL,
  "shown" BOOLEAN NOT NULL,
  "favourite" BOOLEAN NOT NULL DEFAULT false,
  "verdict" TEXT,
  CONSTRAINT "gallery_item_pkey" PRIMARY KEY ("output_id"),
  CONSTRAINT "gallery_item_output_id_fkey" FOREIGN KEY ("output_id") REFERENCES "output"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "gallery_type_known" CHECK ("type" IN ('image', 'video', 'audio', 'other')),
  CONSTRAINT "gallery_verdict_known" CHECK ("verdict" IN ('KEPT', 'REJECTED'))
);

-- Type and time are those of the item: a tag is read in the order of the gallery.
CREATE TABLE "output_tag" (
  "output_id" UUID NOT NULL,
  "tag" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "output_tag_pkey" PRIMARY KEY ("output_id", "tag"),
  CONSTRAINT "output_tag_output_id_fkey" FOREIGN KEY ("output_id") REFERENCES "gallery_item"("output_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The endings are those of lib/output-type; a test compares them.
CREATE FUNCTION "output_type"("ending" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN lower("ending") IN ('png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'avif') THEN 'image'
    WHEN lower("ending") IN ('mp4', 'mov', 'webm', 'mkv', 'avi', 'm4v') THEN 'video'
    WHEN lower("ending") IN ('mp3', 'wav', 'flac', 'ogg', 'm4a', 'aac') THEN 'audio'
    ELSE 'other' END
$$;

INSERT INTO "gallery_item" ("output_id", "task_id", "created_at", "type", "workflow_id", "batch_id", "account_id", "shown")
SELECT o."id", o."task_id", o."created_at", "output_type"(o."file_type"), t."workflow_id", t."batch_id", a."account_id", t."deleted_at" IS NULL
FROM "output" o JOIN "task" t ON t."id" = o."task_id" JOIN "attempt" a ON a."id" = o."attempt_id" WHERE o."state" = 'STORED';

-- Each begins with what is asked for, goes on with the type and ends with the order. Without a type, four streams are merged.
CREATE INDEX "gallery_all" ON "gallery_item" ("type", "created_at" DESC, "output_id" DESC) WHERE "shown";
CREATE INDEX "gallery_workflow" ON "gallery_item" ("workflow_id", "type", "created_at" DESC, "output_id" DESC) WHERE "shown";
CREATE INDEX "gallery_batch" ON "gallery_item" ("batch_id", "type", "created_at" DESC, "output_id" DESC) WHERE "shown" AND "batch_id" IS NOT NULL;
CREATE INDEX "gallery_account" ON "gallery_item" ("account_id", "type", "created_at" DESC, "output_id" DESC) WHERE "shown";
CREATE INDEX "gallery_favourite" ON "gallery_item" ("type", "created_at" DESC, "output_id" DESC) WHERE "shown" AND "favourite";
CREATE INDEX "gallery_verdict" ON "gallery_item" ("verdict", "type", "created_at" DESC, "output_id" DESC) WHERE "shown" AND "verdict" IS NOT NULL;
CREATE INDEX "gallery_task" ON "gallery_item" ("task_id");
CREATE INDEX "output_tag_order" ON "output_tag" ("tag", "type", "created_at" DESC, "output_id" DESC);

-- Whoever hides or shows an item holds its task: otherwise one could miss what the other has not committed yet. The task is
-- locked as an UPDATE locks it, since who keeps a result updates it later in the same transaction.
CREATE FUNCTION "gallery_add"("the_outputs" UUID[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "task" t WHERE t."id" IN (SELECT o."task_id" FROM "output" o WHERE o."id" = ANY("the_outputs")) ORDER BY t."id" FOR NO KEY UPDATE;
  INSERT INTO "gallery_item" ("output_id", "task_id", "created_at", "type", "workflow_id", "batch_id", "account_id", "shown")
  SELECT o."id", o."task_id", o."created_at", "output_type"(o."file_type"), t."workflow_id", t."batch_id", a."account_id", t."deleted_at" IS NULL
  FROM "output" o JOIN "task" t ON t."id" = o."task_id" JOIN "attempt" a ON a."id" = o."attempt_id" WHERE o."id" = ANY("the_outputs")
  ON CONFLICT ("output_id") DO UPDATE SET "shown" = excluded."shown";
END $$;

CREATE FUNCTION "gallery_on_output_insert"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept UUID[] := ARRAY(SELECT "id" FROM "inserted" WHERE "state" = 'STORED');
BEGIN
  IF cardinality(kept) > 0 THEN PERFORM "gallery_add"(kept); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "gallery_on_output_insert" AFTER INSERT ON "output"
  REFERENCING NEW TABLE AS "inserted" FOR EACH STATEMENT EXECUTE FUNCTION "gallery_on_output_insert"();

CREATE FUNCTION "gallery_on_output_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" = 'STORED' THEN
    PERFORM "gallery_add"(ARRAY[NEW."id"]);
  ELSIF OLD."state" = 'STORED' THEN
    PERFORM 1 FROM "task" t WHERE t."id" = NEW."task_id" FOR NO KEY UPDATE;
    UPDATE "gallery_item" SET "shown" = false WHERE "output_id" = NEW."id";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "gallery_on_output_state" AFTER UPDATE OF "state" ON "output"
  FOR EACH ROW WHEN (OLD."state" <> NEW."state") EXECUTE FUNCTION "gallery_on_output_state"();

-- A deleted task takes its results out of the gallery, and an undo brings back those that are still kept.
CREATE FUNCTION "gallery_on_task_delete"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "gallery_item" i SET "shown" = NEW."deleted_at" IS NULL AND o."state" = 'STORED'
  FROM "output" o WHERE i."task_id" = NEW."id" AND o."id" = i."output_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "gallery_on_task_delete" AFTER UPDATE OF "deleted_at" ON "task"
  FOR EACH ROW WHEN ((OLD."deleted_at" IS NULL) <> (NEW."deleted_at" IS NULL)) EXECUTE FUNCTION "gallery_on_task_delete"();

ANALYZE "gallery_item";
