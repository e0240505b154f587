-- Caps: what a day and a batch may spend. Decided in the claim, which is the only thing that starts a run.

-- One row. A day is one of the zone. Null = no cap.
CREATE TABLE "spending_cap" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "day_coins" DECIMAL(65,30),
    "day_money" DECIMAL(65,30),
    "batch_coins" DECIMAL(65,30),
    "batch_money" DECIMAL(65,30),
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',

    CONSTRAINT "spending_cap_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "spending_cap_is_one_row" CHECK ("id" = 1),
    CONSTRAINT "spending_cap_is_positive" CHECK (least("day_coins", "day_money", "batch_coins", "batch_money") > 0)
);
INSERT INTO "spending_cap" DEFAULT VALUES;

-- What a cap holds now: everything (no batch; until the day ends), or the tasks of a batch. `own` is what the first task that
-- was held is expected to cost: when that fits again, the hold ends.
CREATE TABLE "spending_hold" (
    "id" UUID NOT NULL,
    "batch_id" UUID,
    "unit" TEXT NOT NULL,
    "cap" DECIMAL(65,30) NOT NULL,
    "own" DECIMAL(65,30) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "spending_hold_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "spending_hold_unit_known" CHECK ("unit" IN ('coins', 'money')),
    CONSTRAINT "spending_hold_of_day_ends" CHECK (("batch_id" IS NULL) = ("until" IS NOT NULL)),
    CONSTRAINT "spending_hold_id_is_batch" CHECK ("id" = coalesce("batch_id", '00000000-0000-0000-0000-000000000000'))
);

-- What a run of the workflow is expected to cost: the median of its last twenty successes; 0 while nobody knows.
CREATE FUNCTION "expected_cost"(the_kind TEXT, the_workflow TEXT, OUT coins NUMERIC, OUT money NUMERIC)
LANGUAGE sql STABLE AS $$
  SELECT coalesce((percentile_disc(0.5) WITHIN GROUP (ORDER BY f."coins")), 0), coalesce((percentile_disc(0.5) WITHIN GROUP (ORDER BY f."money")), 0)
  FROM (
    SELECT r."coins", r."money" FROM "run_fact" r WHERE r."workflow_id" = the_workflow AND r."kind" = the_kind AND r."outcome" = 'SUCCESS'
    ORDER BY r."hour" DESC LIMIT 20
  ) f
$$;

-- What a batch has spent so far, or with null the day: runs that have ended, and those under way as they are expected. So is a
-- success whose cost RunningHub has not told yet.
CREATE FUNCTION "spending_of"(the_batch UUID, day_start TIMESTAMPTZ, OUT coins NUMERIC, OUT money NUMERIC) LANGUAGE plpgsql STABLE AS $$
DECLARE
  under_way RECORD;
BEGIN
  IF the_batch IS NULL THEN
    SELECT coalesce(sum(coalesce(f."coins", e.coins)), 0), coalesce(sum(coalesce(f."money", e.money)), 0) INTO coins, money
    FROM "run_fact" f LEFT JOIN LATERAL "expected_cost"(f."kind", f."workflow_id") e
      ON f."outcome" = 'SUCCESS' AND f."coins" IS NULL AND f."money" IS NULL
    WHERE f."hour" >= date_trunc('hour', day_start, 'UTC');
  ELSE
    SELECT coalesce(sum(coalesce(f."coins", e.coins)), 0), coalesce(sum(coalesce(f."money", e.money)), 0) INTO coins, money
    FROM "run_fact" f LEFT JOIN LATERAL "expected_cost"(f."kind", f."workflow_id") e
      ON f."outcome" = 'SUCCESS' AND f."coins" IS NULL AND f."money" IS NULL
    WHERE f."batch_id" = the_batch;
  END IF;
  SELECT coalesce(sum(e.coins), 0) AS coins, coalesce(sum(e.money), 0) AS money INTO under_way
  FROM "attempt" a JOIN "task" t ON t."id" = a."task_id" CROSS JOIN LATERAL "expected_cost"(t."kind", t."workflow_id") e
  WHERE a."released_at" IS NULL AND (the_batch IS NULL OR t."batch_id" = the_batch);
  coins := coins + under_way.coins;
  money := money + under_way.money;
END $$;

-- Does one more run fit below the cap? What nobody knows the cost of fits until the cap is reached.
CREATE FUNCTION "fits_cap"(spent NUMERIC, own NUMERIC, cap NUMERIC) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(spent + own <= cap AND spent < cap, true)
$$;

-- Holds the task's batch, or everything, when the task does not fit below a cap; returns whether it did. The row of the caps is
-- locked, so that two accounts never decide about the same rest at once.
CREATE FUNCTION "hold_by_cap"(the_task UUID) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  caps "spending_cap";
  task RECORD;
  own RECORD;
  spent RECORD;
  day_start TIMESTAMPTZ;
  is_held BOOLEAN := false;
BEGIN
  SELECT * INTO caps FROM "spending_cap" c
  WHERE coalesce(c."day_coins", c."day_money", c."batch_coins", c."batch_money") IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT t."kind", t."workflow_id", t."batch_id" INTO task FROM "task" t WHERE t."id" = the_task;
  SELECT * INTO own FROM "expected_cost"(task."kind", task."workflow_id");
  IF coalesce(caps."day_coins", caps."day_money") IS NOT NULL THEN
    day_start := date_trunc('day', clock_timestamp(), caps."time_zone");
    SELECT * INTO spent FROM "spending_of"(NULL, day_start);
    IF NOT "fits_cap"(spent.coins, own.coins, caps."day_coins") OR NOT "fits_cap"(spent.money, own.money, caps."day_money") THEN
      INSERT INTO "spending_hold" ("id", "unit", "cap", "own", "until")
      SELECT '00000000-0000-0000-0000-000000000000', h.unit, h.cap, h.own,
        (date_trunc('day', clock_timestamp() AT TIME ZONE caps."time_zone") + interval '1 day') AT TIME ZONE caps."time_zone"
      FROM (SELECT CASE WHEN "fits_cap"(spent.coins, own.coins, caps."day_coins") THEN 'money' ELSE 'coins' END AS unit) u
      CROSS JOIN LATERAL (SELECT u.unit, CASE u.unit WHEN 'coins' THEN caps."day_coins" ELSE caps."day_money" END AS cap,
        CASE u.unit WHEN 'coins' THEN own.coins ELSE own.money END AS own) h
      ON CONFLICT ("id") DO UPDATE SET "unit" = excluded."unit", "cap" = excluded."cap", "own" = excluded."own", "until" = excluded."until";
      is_held := true;
    END IF;
  END IF;
  IF NOT is_held AND task."batch_id" IS NOT NULL AND coalesce(caps."batch_coins", caps."batch_money") IS NOT NULL THEN
    SELECT * INTO spent FROM "spending_of"(task."batch_id", NULL);
    IF NOT "fits_cap"(spent.coins, own.coins, caps."batch_coins") OR NOT "fits_cap"(spent.money, own.money, caps."batch_money") THEN
      INSERT INTO "spending_hold" ("id", "batch_id", "unit", "cap", "own")
      SELECT task."batch_id", task."batch_id", h.unit, h.cap, h.own
      FROM (SELECT CASE WHEN "fits_cap"(spent.coins, own.coins, caps."batch_coins") THEN 'money' ELSE 'coins' END AS unit) u
      CROSS JOIN LATERAL (SELECT u.unit, CASE u.unit WHEN 'coins' THEN caps."batch_coins" ELSE caps."batch_money" END AS cap,
        CASE u.unit WHEN 'coins' THEN own.coins ELSE own.money END AS own) h
      ON CONFLICT ("id") DO NOTHING;
      is_held := true;
    END IF;
  END IF;
  -- Whoever watches sees why the line stands.
  IF is_held THEN PERFORM pg_notify('hubqueue_task_event', ''); END IF;
  RETURN is_held;
END $$;

-- Ends the holds whose first task fits again: another day, a run that cost less than expected. Returns how many.
CREATE FUNCTION "lift_cap_holds"() RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
  caps "spending_cap";
  lifted INTEGER;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "spending_hold") THEN RETURN 0; END IF;
  SELECT * INTO caps FROM "spending_cap" FOR UPDATE;
  DELETE FROM "spending_hold" h WHERE h."until" <= clock_timestamp() OR (
    SELECT "fits_cap"(CASE h."unit" WHEN 'coins' THEN s.coins ELSE s.money END, h."own", h."cap")
    FROM "spending_of"(h."batch_id", date_trunc('day', clock_timestamp(), caps."time_zone")) s);
  GET DIAGNOSTICS lifted = ROW_COUNT;
  IF lifted > 0 THEN PERFORM pg_notify('hubqueue_task_event', ''); END IF;
  RETURN lifted;
END $$;

-- As in 20261124000000_accounts, and nothing of what a cap holds: one look at a table that is nearly always empty.
CREATE OR REPLACE FUNCTION "next_in_line"(the_account UUID, the_site TEXT) RETURNS UUID
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  bound TIMESTAMPTZ;
  found UUID;
  day_is_held BOOLEAN;
  batches_are_held BOOLEAN;
BEGIN
  SELECT coalesce(bool_or(h."batch_id" IS NULL), false), coalesce(bool_or(h."batch_id" IS NOT NULL), false)
  INTO day_is_held, batches_are_held FROM "spending_hold" h WHERE h."until" IS NULL OR h."until" > clock_timestamp();
  IF day_is_held THEN RETURN NULL; END IF;
  SELECT q."created_at" INTO bound FROM "queue_head" q;
  IF NOT EXISTS (SELECT 1 FROM "workflow_breaker" b WHERE b."opened_at" IS NOT NULL) THEN
    SELECT head."id" INTO found FROM (
      (SELECT t."id", t."created_at" FROM "task" t
       WHERE t."account_id" = the_account AND t."status" = 'PENDING' AND t."deleted_at" IS NULL AND t."created_at" >= bound
         AND (SELECT a."id" FROM "attempt" a WHERE a."task_id" = t."id" AND a."released_at" IS NULL LIMIT 1) IS NULL
         AND (NOT batches_are_held OR (SELECT h."batch_id" FROM "spending_hold" h WHERE h."batch_id" = t."batch_id") IS NULL)
       ORDER BY t."created_at", t."id" LIMIT 1)
      UNION ALL
      (SELECT t."id", t."created_at" FROM "task" t
       WHERE t."account_id" IS NULL AND t."site" = the_site AND t."status" = 'PENDING' AND t."deleted_at" IS NULL AND t."created_at" >= bound
         AND (SELECT a."id" FROM "attempt" a WHERE a."task_id" = t."id" AND a."released_at" IS NULL LIMIT 1) IS NULL
         AND (NOT batches_are_held OR (SELECT h."batch_id" FROM "spending_hold" h WHERE h."batch_id" = t."batch_id") IS NULL)
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
        AND (NOT batches_are_held OR (SELECT h."batch_id" FROM "spending_hold" h WHERE h."batch_id" = t."batch_id") IS NULL)
      ORDER BY t."created_at", t."id" LIMIT 1) h
    WHERE NOT EXISTS (SELECT 1 FROM "workflow_breaker" b
      WHERE b."opened_at" IS NOT NULL AND b."kind" = w."kind" AND b."workflow_id" = w."workflow_id")
    UNION ALL
    SELECT h.* FROM common w CROSS JOIN LATERAL (
      SELECT t."id", t."created_at" FROM "task" t
      WHERE t."account_id" IS NULL AND t."site" = the_site AND t."kind" = w."kind" AND t."workflow_id" = w."workflow_id"
        AND t."status" = 'PENDING' AND t."deleted_at" IS NULL AND t."created_at" >= bound
        AND (SELECT a."id" FROM "attempt" a WHERE a."task_id" = t."id" AND a."released_at" IS NULL LIMIT 1) IS NULL
        AND (NOT batches_are_held OR (SELECT h."batch_id" FROM "spending_hold" h WHERE h."batch_id" = t."batch_id") IS NULL)
      ORDER BY t."created_at", t."id" LIMIT 1) h
    WHERE NOT EXISTS (SELECT 1 FROM "workflow_breaker" b
      WHERE b."opened_at" IS NOT NULL AND b."kind" = w."kind" AND b."workflow_id" = w."workflow_id")
  ) head ORDER BY head."created_at", head."id" LIMIT 1;
  RETURN found;
END $$;

-- As in 20261126030000_room_and_watch, and below the caps.
CREATE OR REPLACE FUNCTION "claim_attempt"(
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
  -- After the limit was lowered: what still runs in slots beyond it takes room as well.
  IF EXISTS (SELECT 1 FROM "attempt" a WHERE a."account_id" = the_account AND a."slot_no" > room."slot_limit" AND a."released_at" IS NULL)
    AND (SELECT count(*) FROM "attempt" a WHERE a."account_id" = the_account AND a."released_at" IS NULL) >= room."slot_limit"
  THEN slot := NULL; RETURN; END IF;
  -- Looked at again when somebody else took, stopped or moved the head while this waited for its lock.
  FOR look IN 1..5 LOOP
    claimed := "next_in_line"(the_account, room."site");
    EXIT WHEN claimed IS NULL;
    PERFORM 1 FROM "task" t
    WHERE t."id" = claimed AND t."status" = 'PENDING' AND t."deleted_at" IS NULL
      AND (t."account_id" = the_account OR (t."account_id" IS NULL AND t."site" = room."site"))
    FOR UPDATE;
    IF FOUND AND NOT EXISTS (SELECT 1 FROM "attempt" a WHERE a."task_id" = claimed AND a."released_at" IS NULL) THEN
      -- Held by a cap: the line passes over it from now on.
      EXIT WHEN NOT "hold_by_cap"(claimed);
    END IF;
    claimed := NULL;
  END LOOP;
  IF claimed IS NULL THEN RETURN; END IF;
  SELECT coalesce(max(a."number"), 0) + 1 INTO run FROM "attempt" a WHERE a."task_id" = claimed;
  INSERT INTO "attempt" ("id", "task_id", "account_id", "number", "slot_no", "state", "epoch", "holder", "webhook_token")
  VALUES (the_attempt, claimed, the_account, run, slot, 'PREPARED', the_epoch, the_holder, the_token);
  UPDATE "task" t SET "attempt_count" = run, "current_attempt_id" = the_attempt, "updated_at" = clock_timestamp() WHERE t."id" = claimed;
  INSERT INTO "task_event" ("task_id", "attempt_id", "type", "actor") VALUES (claimed, the_attempt, 'claimed', 'queue');
END $$;
