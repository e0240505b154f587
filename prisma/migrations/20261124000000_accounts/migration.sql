-- Several accounts, tasks for any account of a site, breakers, and a faster claim. Written by hand, because the columns
-- need values before they can be required.

ALTER TABLE "account"
  ADD COLUMN "site" TEXT,
  ADD COLUMN "key_type" TEXT,
  ADD COLUMN "remote_limit" INTEGER,
  ADD COLUMN "elsewhere" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "minimum_balance" DECIMAL(65,30),
  ADD COLUMN "check_error" TEXT,
  ADD COLUMN "removed_at" TIMESTAMPTZ(3);
-- As AccountService names sites: the host, or "simulator".
UPDATE "account" SET "site" = CASE WHEN "name" = 'Simulator' THEN 'simulator'
  ELSE regexp_replace("base_url", '^https?://([^/]+).*$', '\1') END;
ALTER TABLE "account" ALTER COLUMN "site" SET NOT NULL;

ALTER TABLE "task" ADD COLUMN "site" TEXT;
UPDATE "task" t SET "site" = a."site" FROM "account" a WHERE a."id" = t."account_id";
ALTER TABLE "task" ALTER COLUMN "site" SET NOT NULL, ALTER COLUMN "account_id" DROP NOT NULL;

ALTER TABLE "attempt"
  ADD COLUMN "holder" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "webhook_asked" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "webhook_at" TIMESTAMPTZ(3);
-- The last runs that asked for a webhook: do they arrive?
CREATE INDEX "attempt_webhooks" ON "attempt" ("ended_at" DESC) WHERE "webhook_asked" AND "ended_at" IS NOT NULL;
-- The end of the run before, on the same slot: how long the slot was idle.
CREATE INDEX "attempt_slot_history" ON "attempt" ("account_id", "slot_no", "ended_at" DESC);

-- How long a workflow's runs take, asked at each look: its successes, however many tasks of it wait or failed since.
CREATE INDEX "task_history" ON "task" ("workflow_id", "created_at" DESC) WHERE "status" = 'SUCCESS' AND "deleted_at" IS NULL;
-- FIFO among the tasks that any account of a site may run; "task_fifo" stays for the bound ones.
CREATE INDEX "task_fifo_any" ON "task" ("site", "created_at", "id")
  WHERE "status" = 'PENDING' AND "deleted_at" IS NULL AND "account_id" IS NULL;

CREATE TABLE "workflow_breaker" (
    "kind" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3),
    "workflow_name" TEXT NOT NULL,
    "reason_code" TEXT,
    "reason_message" TEXT,

    CONSTRAINT "workflow_breaker_pkey" PRIMARY KEY ("kind","workflow_id")
);
CREATE INDEX "workflow_breaker_open" ON "workflow_breaker" ("opened_at") WHERE "opened_at" IS NOT NULL;

CREATE TABLE "queue_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "queue_head_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "queue_head_is_one_row" CHECK ("id" = 1)
);
ALTER TABLE "queue_head" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100);
INSERT INTO "queue_head" ("created_at") VALUES ('epoch');

-- Whoever makes tasks PENDING holds the bound until the commit: the claim, which alone raises it, can thus never raise
-- it past a task it does not see yet. The name makes it run after "task_count_…", so that everybody locks counters first.
CREATE FUNCTION "queue_head_lower"(oldest TIMESTAMPTZ) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF oldest IS NOT NULL THEN
    PERFORM 1 FROM "queue_head" FOR UPDATE;
    UPDATE "queue_head" SET "created_at" = oldest WHERE "created_at" > oldest;
  END IF;
END $$;
CREATE FUNCTION "task_head_insert"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_head_lower"((SELECT min("created_at") FROM "after" WHERE "status" = 'PENDING' AND "deleted_at" IS NULL));
  RETURN NULL;
END $$;
CREATE FUNCTION "task_head_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_head_lower"((
    SELECT min(a."created_at") FROM "after" a JOIN "before" b USING ("id")
    WHERE a."status" = 'PENDING' AND a."deleted_at" IS NULL AND (b."status" <> 'PENDING' OR b."deleted_at" IS NOT NULL)));
  RETURN NULL;
END $$;
CREATE TRIGGER "task_head_on_insert" AFTER INSERT ON "task"
  REFERENCING NEW TABLE AS "after" FOR EACH STATEMENT EXECUTE FUNCTION "task_head_insert"();
CREATE TRIGGER "task_head_on_update" AFTER UPDATE ON "task"
  REFERENCING OLD TABLE AS "before" NEW TABLE AS "after" FOR EACH STATEMENT EXECUTE FUNCTION "task_head_update"();

-- The lease is a row that is always there; nobody holds it at first.
INSERT INTO "scheduler_lease" ("name", "holder", "epoch", "acquired_at", "renewed_at", "expires_at")
VALUES ('scheduler', '', 0, clock_timestamp(), clock_timestamp(), clock_timestamp())
ON CONFLICT ("name") DO NOTHING;
