-- Who ran the tasks that are there. Apart from the new column, whose lock would keep running replicas from all tasks until
-- this is done; now only the tasks written here are locked.
UPDATE "task" t SET "ran_on_account_id" = (
  SELECT a."account_id" FROM "attempt" a WHERE a."task_id" = t."id" ORDER BY a."number" DESC LIMIT 1)
WHERE t."account_id" IS NULL AND t."attempt_count" > 0;
