-- When a batch may have ended: one of its tasks ended, or one that had not was deleted. What waits or runs is stopped before it
-- is deleted, so that the deleted ones are those that were never started. "stands" is the status of the task.
CREATE FUNCTION "may_end_batch"(type TEXT, from_status TEXT, to_status TEXT, stands TEXT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(
    to_status IN ('SUCCESS', 'FAILED', 'STOPPED') AND from_status NOT IN ('SUCCESS', 'FAILED', 'STOPPED'), false)
    OR (type = 'deleted' AND stands NOT IN ('SUCCESS', 'FAILED', 'STOPPED'))
$$;

-- As in 20261127020000_notifications, and batches whose last open tasks are deleted.
CREATE OR REPLACE FUNCTION "task_event_news"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "notification_hook") THEN RETURN NULL; END IF;
  INSERT INTO "notification_news" ("event", "subject_id")
    SELECT 'taskFailed', a."task_id" FROM added a WHERE a."to_status" = 'FAILED'
    UNION ALL
    SELECT 'breakerOpened', a."task_id" FROM added a WHERE a."type" = 'breakerOpened'
    UNION ALL
    SELECT DISTINCT 'batchEnded', t."batch_id" FROM added a JOIN "task" t ON t."id" = a."task_id"
    WHERE t."batch_id" IS NOT NULL AND "may_end_batch"(a."type", a."from_status", a."to_status", t."status");
  RETURN NULL;
END $$;
