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

-- The same by workflow, for when some workflows are held: then the claim looks at the first task of each other one.
CREATE INDEX "task_fifo_workflow" ON "task" ("account_id", "kind", "workflow_id", "created_at", "id")
  WHERE "status" = 'PENDING' AND "deleted_at" IS NULL AND "account_id" IS NOT NULL;
CREATE INDEX "task_fifo_workflow_any" ON "task" ("site", "kind", "workflow_id", "created_at", "id")
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

-- The first task that the account may run: bound to it, or to any account of its site; oldest first. Passed over are
-- tasks whose last run is not released yet (just stopped and started again) and those of workflows that are held.
-- Functions rather than statements of the application, because their plans are made once: planning took five times as
-- long as the claim itself. The plan is the generic one, for it never depends on the values. "(SELECT …) IS NULL" instead
-- of NOT EXISTS, because it is always a lookup by key: as a join, the planner reads the whole index of live attempts, and
-- with it every dead entry that an old snapshot keeps.
CREATE FUNCTION "next_in_line"(the_account UUID, the_site TEXT) RETURNS UUID
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  bound TIMESTAMPTZ;
  found UUID;
BEGIN
  SELECT q."created_at" INTO bound FROM "queue_head" q;
  IF NOT EXISTS (SELECT 1 FROM "workflow_breaker" b WHERE b."opened_at" IS NOT NULL) THEN
    SELECT head."id" INTO found FROM (
      (SELECT t."id", t."created_at" FROM "task" t
       WHERE t."account_id" = the_account AND t."status" = 'PENDING' AND t."deleted_at" IS NULL AND t."created_at" >= bound
         AND (SELECT a."id" FROM "attempt" a WHERE a."task_id" = t."id" AND a."released_at" IS NULL LIMIT 1) IS NULL
       ORDER BY t."created_at", t."id" LIMIT 1)
      UNION ALL
      (SELECT t."id", t."created_at" FROM "task" t
       WHERE t."account_id" IS NULL AND t."site" = the_site AND t."status" = 'PENDING' AND t."deleted_at" IS NULL AND t."created_at" >= bound
         AND (SELECT a."id" FROM "attempt" a WHERE a."task_id" = t."id" AND a."released_at" IS NULL LIMIT 1) IS NULL
       ORDER BY t."created_at", t."id" LIMIT 1)
    ) head ORDER BY head."created_at", head."id" LIMIT 1;
    RETURN found;
  END IF;
  -- Some are held: from one waiting workflow to the next through the index, and of each that is not held its first task.
  WITH RECURSIVE own AS (
    (SELECT t."kind", t."workflow_id" FROM "task" t
     WHERE t."account_id" = the_account AND t."status" = 'PENDING' AND t."deleted_at" IS NULL
     ORDER BY t."kind", t."workflow_id" LIMIT 1)
    UNION ALL
    SELECT further.* FROM own w CROSS JOIN LATERAL (
      SELECT t."kind", t."workflow_id" FROM "task" t
      WHERE t."account_id" = the_account AND t."status" = 'PENDING' AND t."deleted_at" IS NULL
        AND (t."kind", t."workflow_id") > (w."kind", w."workflow_id")
      ORDER BY t."kind", t."workflow_id" LIMIT 1) further
  ), common AS (
    (SELECT t."kind", t."workflow_id" FROM "task" t
     WHERE t."account_id" IS NULL AND t."site" = the_site AND t."status" = 'PENDING' AND t."deleted_at" IS NULL
     ORDER BY t."kind", t."workflow_id" LIMIT 1)
    UNION ALL
    SELECT further.* FROM common w CROSS JOIN LATERAL (
      SELECT t."kind", t."workflow_id" FROM "task" t
      WHERE t."account_id" IS NULL AND t."site" = the_site AND t."status" = 'PENDING' AND t."deleted_at" IS NULL
        AND (t."kind", t."workflow_id") > (w."kind", w."workflow_id")
      ORDER BY t."kind", t."workflow_id" LIMIT 1) further
  )
  SELECT head."id" INTO found FROM (
    SELECT h.* FROM own w CROSS JOIN LATERAL (
      SELECT t."id", t."created_at" FROM "task" t
      WHERE t."account_id" = the_account AND t."kind" = w."kind" AND t."workflow_id" = w."workflow_id"
        AND t."status" = 'PENDING' AND t."deleted_at" IS NULL AND t."created_at" >= bound
        AND (SELECT a."id" FROM "attempt" a WHERE a."task_id" = t."id" AND a."released_at" IS NULL LIMIT 1) IS NULL
      ORDER BY t."created_at", t."id" LIMIT 1) h
    WHERE NOT EXISTS (SELECT 1 FROM "workflow_breaker" b
      WHERE b."opened_at" IS NOT NULL AND b."kind" = w."kind" AND b."workflow_id" = w."workflow_id")
    UNION ALL
    SELECT h.* FROM common w CROSS JOIN LATERAL (
      SELECT t."id", t."created_at" FROM "task" t
      WHERE t."account_id" IS NULL AND t."site" = the_site AND t."kind" = w."kind" AND t."workflow_id" = w."workflow_id"
        AND t."status" = 'PENDING' AND t."deleted_at" IS NULL AND t."created_at" >= bound
        AND (SELECT a."id" FROM "attempt" a WHERE a."task_id" = t."id" AND a."released_at" IS NULL LIMIT 1) IS NULL
      ORDER BY t."created_at", t."id" LIMIT 1) h
    WHERE NOT EXISTS (SELECT 1 FROM "workflow_breaker" b
      WHERE b."opened_at" IS NOT NULL AND b."kind" = w."kind" AND b."workflow_id" = w."workflow_id")
  ) head ORDER BY head."created_at", head."id" LIMIT 1;
  RETURN found;
END $$;

-- Takes a free slot of the account for the head of its line. The lease row is locked first, then the account (not FOR
-- UPDATE, which would wait for every insert of a task that refers to it), then the task; each statement sees what was
-- committed while the one before waited for its lock. No SKIP LOCKED: passing over a head that is merely locked would
-- break the order. `leased` is false when another process decides now; a null task means that there is nothing to claim.
CREATE FUNCTION "claim_attempt"(
  the_holder TEXT, the_epoch BIGINT, the_account UUID, the_attempt UUID, the_token TEXT,
  OUT leased BOOLEAN, OUT claimed UUID, OUT slot INTEGER
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  room RECORD;
  run INTEGER;
BEGIN
  PERFORM 1 FROM "scheduler_lease" l
  WHERE l."name" = 'scheduler' AND l."holder" = the_holder AND l."epoch" = the_epoch AND l."expires_at" > clock_timestamp() FOR SHARE;
  leased := FOUND;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT a."site", a."slot_limit" INTO room FROM "account" a
  WHERE a."id" = the_account AND a."paused_at" IS NULL AND a."removed_at" IS NULL
    AND (a."busy_until" IS NULL OR a."busy_until" <= clock_timestamp()) FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT n INTO slot FROM generate_series(1, room."slot_limit") n
  WHERE (SELECT a."id" FROM "attempt" a WHERE a."account_id" = the_account AND a."slot_no" = n AND a."released_at" IS NULL LIMIT 1) IS NULL
  ORDER BY n LIMIT 1;
  IF slot IS NULL THEN RETURN; END IF;
  -- Looked at again when somebody else took, stopped or moved the head while this waited for its lock.
  FOR look IN 1..5 LOOP
    claimed := "next_in_line"(the_account, room."site");
    EXIT WHEN claimed IS NULL;
    PERFORM 1 FROM "task" t
    WHERE t."id" = claimed AND t."status" = 'PENDING' AND t."deleted_at" IS NULL
      AND (t."account_id" = the_account OR (t."account_id" IS NULL AND t."site" = room."site"))
    FOR UPDATE;
    EXIT WHEN FOUND AND NOT EXISTS (SELECT 1 FROM "attempt" a WHERE a."task_id" = claimed AND a."released_at" IS NULL);
    claimed := NULL;
  END LOOP;
  IF claimed IS NULL THEN RETURN; END IF;
  SELECT coalesce(max(a."number"), 0) + 1 INTO run FROM "attempt" a WHERE a."task_id" = claimed;
  INSERT INTO "attempt" ("id", "task_id", "account_id", "number", "slot_no", "state", "epoch", "holder", "webhook_token")
  VALUES (the_attempt, claimed, the_account, run, slot, 'PREPARED', the_epoch, the_holder, the_token);
  UPDATE "task" t SET "attempt_count" = run, "current_attempt_id" = the_attempt, "updated_at" = clock_timestamp() WHERE t."id" = claimed;
  INSERT INTO "task_event" ("task_id", "attempt_id", "type", "actor") VALUES (claimed, the_attempt, 'claimed', 'queue');
END $$;

-- The lease is a row that is always there; nobody holds it at first.
INSERT INTO "scheduler_lease" ("name", "holder", "epoch", "acquired_at", "renewed_at", "expires_at")
VALUES ('scheduler', '', 0, clock_timestamp(), clock_timestamp(), clock_timestamp())
ON CONFLICT ("name") DO NOTHING;
