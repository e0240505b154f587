-- Tasks of batches that are older than rows get theirs: the order they were made in.
UPDATE "task" SET "batch_row" = "numbered"."row"
FROM (
  SELECT "id", row_number() OVER (PARTITION BY "batch_id" ORDER BY "created_at", "id") - 1 AS "row"
  FROM "task" WHERE "batch_id" IS NOT NULL
) "numbered"
WHERE "task"."id" = "numbered"."id" AND "task"."batch_row" IS NULL;
