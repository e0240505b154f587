-- Days of a zone begin at quarters of an hour of UTC (India at half past, Nepal at a quarter past), so facts are kept per quarter
-- instead of per hour. Sums stay per hour and day; where a day begins within an hour, its quarters are read from the facts. The
-- column keeps its name, since a process of the version before may read it meanwhile.

CREATE FUNCTION "quarter_of"(at TIMESTAMPTZ) RETURNS TIMESTAMPTZ LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT date_bin('15 minutes', at, TIMESTAMPTZ '2000-01-01 00:00:00+00')
$$;

-- As in 20261127010000_insight, by quarters.
CREATE OR REPLACE FUNCTION "note_run"(a "attempt") RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  task RECORD;
  first_quarter TIMESTAMPTZ := "quarter_of"(a."prepared_at");
  end_quarter TIMESTAMPTZ := "quarter_of"(a."ended_at");
  free_at TIMESTAMPTZ := coalesce(a."released_at", a."ended_at");
  outcome TEXT;
  cause TEXT;
  waited NUMERIC;
BEGIN
  UPDATE "run_fact" f SET "outcome" = NULL, "cause" = NULL, "coins" = NULL, "money" = NULL, "seconds" = NULL,
    "wait_seconds" = NULL, "run_seconds" = NULL, "slot_seconds" = 0, "counted" = false
  WHERE f."attempt_id" = a."id" AND (f."outcome" IS NOT NULL OR f."slot_seconds" <> 0)
    AND (a."ended_at" IS NULL OR f."hour" NOT BETWEEN first_quarter AND "quarter_of"(greatest(a."ended_at", free_at)));
  IF a."ended_at" IS NULL THEN RETURN; END IF;
  SELECT t."kind", t."workflow_id", t."batch_id" INTO task FROM "task" t WHERE t."id" = a."task_id";
  IF NOT FOUND THEN RETURN; END IF;
  IF a."cancel_request_at" IS NOT NULL THEN
    IF EXISTS (SELECT 1 FROM "task_event" e WHERE e."task_id" = a."task_id" AND e."type" = 'timedOut'
      AND e."at" BETWEEN a."prepared_at" AND a."ended_at") THEN
      outcome := 'FAILED';
      cause := 'TASK_TIMEOUT';
    ELSE
      outcome := 'STOPPED';
    END IF;
  ELSIF a."remote_state" = 'SUCCESS' THEN
    outcome := 'SUCCESS';
  ELSIF a."outcome_code" IS NULL OR a."outcome_code" = 'SENT_AGAIN' THEN
    outcome := 'STOPPED';
  ELSE
    outcome := 'FAILED';
    cause := a."outcome_code";
  END IF;
  -- From the time it was put in line, which the task itself forgets when it is started again.
  SELECT extract(epoch FROM a."sent_at" - max(e."at")) INTO waited FROM "task_event" e
  WHERE e."task_id" = a."task_id" AND e."to_status" = 'PENDING' AND e."type" <> 'stopUndone' AND e."at" <= a."sent_at";
  INSERT INTO "run_fact" AS f ("attempt_id", "hour", "kind", "workflow_id", "account_id", "batch_id", "outcome", "cause",
    "coins", "money", "seconds", "wait_seconds", "run_seconds", "slot_seconds")
  SELECT a."id", q, task."kind", task."workflow_id", a."account_id", task."batch_id",
    CASE WHEN q = end_quarter THEN outcome END, CASE WHEN q = end_quarter THEN cause END,
    CASE WHEN q = end_quarter THEN a."coins" END, CASE WHEN q = end_quarter THEN a."money" END, CASE WHEN q = end_quarter THEN a."seconds" END,
    CASE WHEN q = end_quarter THEN waited END,
    -- A run so short that nobody saw it running took what RunningHub says.
    CASE WHEN q = end_quarter AND outcome = 'SUCCESS' THEN coalesce(extract(epoch FROM a."ended_at" - a."running_at"), a."seconds") END,
    greatest(0, extract(epoch FROM least(free_at, q + interval '15 minutes') - greatest(a."prepared_at", q)))
  FROM generate_series(first_quarter, "quarter_of"(greatest(a."ended_at", free_at)), interval '15 minutes') q
  ON CONFLICT ("attempt_id", "hour") DO UPDATE SET "outcome" = excluded."outcome", "cause" = excluded."cause",
    "coins" = excluded."coins", "money" = excluded."money", "seconds" = excluded."seconds",
    "wait_seconds" = excluded."wait_seconds", "run_seconds" = excluded."run_seconds",
    "slot_seconds" = excluded."slot_seconds", "counted" = false
  WHERE (f."outcome", f."cause", f."coins", f."money", f."seconds", f."wait_seconds", f."run_seconds", f."slot_seconds")
    IS DISTINCT FROM (excluded."outcome", excluded."cause", excluded."coins", excluded."money", excluded."seconds",
      excluded."wait_seconds", excluded."run_seconds", excluded."slot_seconds");
END $$;

-- Cells are still hours and days.
CREATE OR REPLACE FUNCTION "count_new_runs"(at_most INTEGER) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
  cells "run_cell"[];
  taken INTEGER;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('hubqueue run_sum', 0));
  WITH fresh AS (
    SELECT f."attempt_id", f."hour" FROM "run_fact" f WHERE NOT f."counted" ORDER BY f."hour" DESC LIMIT at_most FOR UPDATE SKIP LOCKED
  ), marked AS (
    UPDATE "run_fact" f SET "counted" = true FROM fresh WHERE f."attempt_id" = fresh."attempt_id" AND f."hour" = fresh."hour"
    RETURNING date_trunc('hour', f."hour", 'UTC') AS "hour", f."kind", f."workflow_id", f."account_id"
  )
  SELECT count(*), array_agg(DISTINCT ("hour", "kind", "workflow_id", "account_id")::"run_cell") INTO taken, cells FROM marked;
  PERFORM "count_runs"('hour', c."hour", c."kind", c."workflow_id", c."account_id") FROM unnest(cells) c;
  PERFORM "count_runs"('day', d."start", d."kind", d."workflow_id", d."account_id") FROM (
    SELECT DISTINCT date_trunc('day', c."hour", 'UTC') AS "start", c."kind", c."workflow_id", c."account_id" FROM unnest(cells) c) d;
  RETURN taken;
END $$;

-- As in 20261127010100_spending_caps, by quarters: a day begins when it begins.
CREATE OR REPLACE FUNCTION "spending_of"(the_batch UUID, day_start TIMESTAMPTZ, OUT coins NUMERIC, OUT money NUMERIC) LANGUAGE plpgsql STABLE AS $$
DECLARE
  under_way RECORD;
BEGIN
  IF the_batch IS NULL THEN
    SELECT coalesce(sum(coalesce(f."coins", e.coins)), 0), coalesce(sum(coalesce(f."money", e.money)), 0) INTO coins, money
    FROM "run_fact" f LEFT JOIN LATERAL "expected_cost"(f."kind", f."workflow_id") e
      ON f."outcome" = 'SUCCESS' AND f."coins" IS NULL AND f."money" IS NULL
    WHERE f."hour" >= "quarter_of"(day_start);
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

-- Readings of balances as well: what an account had left at midnight is not what it had half an hour later.
CREATE OR REPLACE FUNCTION "account_note_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "account_balance" AS b ("account_id", "hour", "coins", "money")
  VALUES (NEW."id", "quarter_of"(clock_timestamp()), "amount_of"(NEW."remaining_coins"), "amount_of"(NEW."remaining_money"))
  ON CONFLICT ("account_id", "hour") DO UPDATE SET "coins" = excluded."coins", "money" = excluded."money";
  RETURN NULL;
END $$;

-- What was noted per hour is noted again: what caps of a day may count at once, the rest in the background.
DO $$
DECLARE
  run "attempt";
BEGIN
  FOR run IN SELECT * FROM "attempt" x WHERE x."ended_at" > clock_timestamp() - interval '2 days' ORDER BY x."id" FOR SHARE LOOP
    PERFORM "note_run"(run);
  END LOOP;
END $$;
UPDATE "run_fact_fill" SET "after" = '00000000-0000-0000-0000-000000000000', "done" = false;
