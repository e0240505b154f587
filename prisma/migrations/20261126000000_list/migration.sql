-- Who ran a task that any account may run: written when it is sent, so that the list can be narrowed to an account.
-- No foreign key: accounts are marked as removed, never deleted.
ALTER TABLE "task" ADD COLUMN "ran_on_account_id" UUID;
UPDATE "task" t SET "ran_on_account_id" = (
  SELECT a."account_id" FROM "attempt" a WHERE a."task_id" = t."id" ORDER BY a."number" DESC LIMIT 1)
WHERE t."account_id" IS NULL AND t."attempt_count" > 0;
