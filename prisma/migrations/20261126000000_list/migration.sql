-- Who ran a task that any account may run: written when it is sent, so that the list can be narrowed to an account.
-- No foreign key: accounts are marked as removed, never deleted.
ALTER TABLE "task" ADD COLUMN "ran_on_account_id" UUID;
