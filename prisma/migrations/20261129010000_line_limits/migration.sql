-- How many tasks may wait, in all and of one person: who put a task in line, and how many of theirs wait. Tasks that waited
-- before count for nobody in particular.
ALTER TABLE "task" ADD COLUMN "queued_by" TEXT;
ALTER TABLE "bulk_operation" ADD COLUMN "queued_by" TEXT;

CREATE TABLE "waiting_count" (
    "queued_by" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "waiting_count_pkey" PRIMARY KEY ("queued_by")
);
ALTER TABLE "waiting_count" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Called by the counters below once they hold their locks: so of two statements one waits, and the counts are exact behind them.
CREATE FUNCTION "waiting_count_add"("who" TEXT[], "more" BIGINT[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "waiting_count" AS w ("queued_by", "count")
  SELECT m."queued_by", m."more" FROM unnest("who", "more") m ("queued_by", "more")
  ON CONFLICT ("queued_by") DO UPDATE SET "count" = w."count" + excluded."count";
$$;

CREATE OR REPLACE FUNCTION "task_count_insert"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "task_count" ORDER BY "status" FOR UPDATE;
  UPDATE "task_count" c SET "count" = c."count" + d."n"
  FROM (SELECT "status", count(*) AS "n" FROM "inserted" WHERE "deleted_at" IS NULL GROUP BY "status" ORDER BY "status") d
  WHERE c."status" = d."status";
  PERFORM "waiting_count_add"(array_agg(d."queued_by"), array_agg(d."n"))
  FROM (
    SELECT "queued_by", count(*) AS "n" FROM "inserted"
    WHERE "status" = 'PENDING' AND "deleted_at" IS NULL AND "queued_by" IS NOT NULL GROUP BY "queued_by"
  ) d HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "task_count_delete"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "removed" WHERE "deleted_at" IS NULL) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM "task_count" ORDER BY "status" FOR UPDATE;
  UPDATE "task_count" c SET "count" = c."count" - d."n"
  FROM (SELECT "status", count(*) AS "n" FROM "removed" WHERE "deleted_at" IS NULL GROUP BY "status" ORDER BY "status") d
  WHERE c."status" = d."status";
  PERFORM "waiting_count_add"(array_agg(d."queued_by"), array_agg(-d."n"))
  FROM (
    SELECT "queued_by", count(*) AS "n" FROM "removed"
    WHERE "status" = 'PENDING' AND "deleted_at" IS NULL AND "queued_by" IS NOT NULL GROUP BY "queued_by"
  ) d HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "task_count_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "before" b JOIN "after" a USING ("id")
    WHERE b."status" <> a."status" OR (b."deleted_at" IS NULL) <> (a."deleted_at" IS NULL)
      OR b."queued_by" IS DISTINCT FROM a."queued_by"
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
  PERFORM "waiting_count_add"(array_agg(d."queued_by"), array_agg(d."n"))
  FROM (
    SELECT "queued_by", sum("n")::bigint AS "n" FROM (
      SELECT "queued_by", 1 AS "n" FROM "after" WHERE "status" = 'PENDING' AND "deleted_at" IS NULL AND "queued_by" IS NOT NULL
      UNION ALL
      SELECT "queued_by", -1 FROM "before" WHERE "status" = 'PENDING' AND "deleted_at" IS NULL AND "queued_by" IS NOT NULL
    ) moves GROUP BY "queued_by" HAVING sum("n") <> 0
  ) d HAVING count(*) > 0;
  RETURN NULL;
END $$;
