-- What the runs that have ended came to, and its sums per hour and day: what the dashboard reads, and what caps count.

-- Facts of one ended run, one row for each hour in which it held its slot. The row of the hour it ended in has its outcome;
-- the others have nothing but seconds of the slot. No reference to task, attempt or account: costs stay when a task is deleted.
CREATE TABLE "run_fact" (
    "attempt_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "batch_id" UUID,
    "outcome" TEXT,
    "cause" TEXT,
    "coins" DECIMAL(65,30),
    "money" DECIMAL(65,30),
    "seconds" DECIMAL(65,30),
    "wait_seconds" DECIMAL(65,30),
    "run_seconds" DECIMAL(65,30),
    "slot_seconds" DECIMAL(65,30) NOT NULL,
    "counted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "run_fact_pkey" PRIMARY KEY ("attempt_id", "hour"),
    CONSTRAINT "run_fact_outcome_known" CHECK ("outcome" IN ('SUCCESS', 'FAILED', 'STOPPED')),
    CONSTRAINT "run_fact_failed_has_cause" CHECK (("outcome" = 'FAILED') = ("cause" IS NOT NULL) OR "outcome" IS NULL)
);
CREATE INDEX "run_fact_new" ON "run_fact" ("hour") WHERE NOT "counted";
CREATE INDEX "run_fact_cell" ON "run_fact" ("workflow_id", "kind", "account_id", "hour");
CREATE INDEX "run_fact_hour" ON "run_fact" ("hour");
CREATE INDEX "run_fact_batch" ON "run_fact" ("batch_id") WHERE "batch_id" IS NOT NULL;
-- What a workflow's last runs cost.
CREATE INDEX "run_fact_recent" ON "run_fact" ("workflow_id", "kind", "hour" DESC) WHERE "outcome" = 'SUCCESS';
ALTER TABLE "run_fact" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

-- Sums of facts over an hour or a day of UTC, per workflow and account. A cell is always counted anew from its facts, never
-- added to, so it cannot drift. Times are histograms: buckets (see "time_bucket") and how many fell into each.
CREATE TABLE "run_sum" (
    "span" TEXT NOT NULL,
    "start" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "stopped" INTEGER NOT NULL,
    "causes" JSONB NOT NULL,
    "coins" DECIMAL(65,30) NOT NULL,
    "money" DECIMAL(65,30) NOT NULL,
    "seconds" DECIMAL(65,30) NOT NULL,
    "slot_seconds" DECIMAL(65,30) NOT NULL,
    "wait_buckets" INTEGER[] NOT NULL,
    "wait_counts" INTEGER[] NOT NULL,
    "run_buckets" INTEGER[] NOT NULL,
    "run_counts" INTEGER[] NOT NULL,

    CONSTRAINT "run_sum_pkey" PRIMARY KEY ("span", "start", "kind", "workflow_id", "account_id"),
    CONSTRAINT "run_sum_span_known" CHECK ("span" IN ('hour', 'day'))
);

-- One row: how far the runs from before this migration have been noted; they are noted in the background.
CREATE TABLE "run_fact_fill" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "after" UUID NOT NULL,
    "done" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "run_fact_fill_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "run_fact_fill_is_one_row" CHECK ("id" = 1)
);
INSERT INTO "run_fact_fill" ("after") VALUES ('00000000-0000-0000-0000-000000000000');

-- The bucket of a time: 0 is less than a tenth of a second, and each further one reaches 10 % higher, so that the middle of
-- a bucket is within 5 % of everything in it. lib/time-histogram.ts has the same steps.
CREATE FUNCTION "time_bucket"(seconds NUMERIC) RETURNS INTEGER LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN seconds < 0.1 THEN 0 ELSE 1 + floor(ln(seconds::float8 * 10) / ln(1.1::float8))::int END
$$;

-- Writes the facts of a run as they are now; repeats change nothing. A run that has ended and then turns out to go on has none
-- until it ends again. What the run brought its task: a time-out and a stop count whatever RunningHub made of the run.
CREATE FUNCTION "note_run"(a "attempt") RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  task RECORD;
  first_hour TIMESTAMPTZ := date_trunc('hour', a."prepared_at", 'UTC');
  end_hour TIMESTAMPTZ := date_trunc('hour', a."ended_at", 'UTC');
  free_at TIMESTAMPTZ := coalesce(a."released_at", a."ended_at");
  outcome TEXT;
  cause TEXT;
  waited NUMERIC;
BEGIN
  UPDATE "run_fact" f SET "outcome" = NULL, "cause" = NULL, "coins" = NULL, "money" = NULL, "seconds" = NULL,
    "wait_seconds" = NULL, "run_seconds" = NULL, "slot_seconds" = 0, "counted" = false
  WHERE f."attempt_id" = a."id" AND (f."outcome" IS NOT NULL OR f."slot_seconds" <> 0)
    AND (a."ended_at" IS NULL OR f."hour" NOT BETWEEN first_hour AND date_trunc('hour', greatest(a."ended_at", free_at), 'UTC'));
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
  SELECT a."id", h, task."kind", task."workflow_id", a."account_id", task."batch_id",
    CASE WHEN h = end_hour THEN outcome END, CASE WHEN h = end_hour THEN cause END,
    CASE WHEN h = end_hour THEN a."coins" END, CASE WHEN h = end_hour THEN a."money" END, CASE WHEN h = end_hour THEN a."seconds" END,
    CASE WHEN h = end_hour THEN waited END,
    -- A run so short that nobody saw it running took what RunningHub says.
    CASE WHEN h = end_hour AND outcome = 'SUCCESS' THEN coalesce(extract(epoch FROM a."ended_at" - a."running_at"), a."seconds") END,
    greatest(0, extract(epoch FROM least(free_at, h + interval '1 hour') - greatest(a."prepared_at", h)))
  FROM generate_series(first_hour, date_trunc('hour', greatest(a."ended_at", free_at), 'UTC'), interval '1 hour') h
  ON CONFLICT ("attempt_id", "hour") DO UPDATE SET "outcome" = excluded."outcome", "cause" = excluded."cause",
    "coins" = excluded."coins", "money" = excluded."money", "seconds" = excluded."seconds",
    "wait_seconds" = excluded."wait_seconds", "run_seconds" = excluded."run_seconds",
    "slot_seconds" = excluded."slot_seconds", "counted" = false
  WHERE (f."outcome", f."cause", f."coins", f."money", f."seconds", f."wait_seconds", f."run_seconds", f."slot_seconds")
    IS DISTINCT FROM (excluded."outcome", excluded."cause", excluded."coins", excluded."money", excluded."seconds",
      excluded."wait_seconds", excluded."run_seconds", excluded."slot_seconds");
END $$;

CREATE FUNCTION "attempt_note_run"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "note_run"(NEW);
  RETURN NULL;
END $$;
-- Claims, sends and looks at what runs are none of its business: it is called only once a run has ended.
CREATE TRIGGER "attempt_note_on_insert" AFTER INSERT ON "attempt"
  FOR EACH ROW WHEN (NEW."ended_at" IS NOT NULL) EXECUTE FUNCTION "attempt_note_run"();
CREATE TRIGGER "attempt_note_on_update" AFTER UPDATE ON "attempt"
  FOR EACH ROW WHEN (NEW."ended_at" IS NOT NULL OR OLD."ended_at" IS NOT NULL) EXECUTE FUNCTION "attempt_note_run"();

-- Counts one cell anew.
CREATE FUNCTION "count_runs"(the_span TEXT, the_start TIMESTAMPTZ, the_kind TEXT, the_workflow TEXT, the_account UUID) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "run_sum" s WHERE s."span" = the_span AND s."start" = the_start AND s."kind" = the_kind
    AND s."workflow_id" = the_workflow AND s."account_id" = the_account;
  WITH facts AS MATERIALIZED (
    SELECT * FROM "run_fact" f WHERE f."workflow_id" = the_workflow AND f."kind" = the_kind AND f."account_id" = the_account
      AND f."hour" >= the_start AND f."hour" < the_start + ('1 ' || the_span)::interval
  ), waits AS (
    SELECT "time_bucket"("wait_seconds") AS bucket, count(*)::int AS n FROM facts WHERE "wait_seconds" IS NOT NULL GROUP BY 1
  ), runs AS (
    SELECT "time_bucket"("run_seconds") AS bucket, count(*)::int AS n FROM facts WHERE "run_seconds" IS NOT NULL GROUP BY 1
  ), causes AS (
    SELECT "cause", count(*) AS n FROM facts WHERE "cause" IS NOT NULL GROUP BY "cause"
  )
  INSERT INTO "run_sum" ("span", "start", "kind", "workflow_id", "account_id", "succeeded", "failed", "stopped", "causes", "coins", "money",
    "seconds", "slot_seconds", "wait_buckets", "wait_counts", "run_buckets", "run_counts")
  SELECT the_span, the_start, the_kind, the_workflow, the_account,
    count(*) FILTER (WHERE "outcome" = 'SUCCESS'), count(*) FILTER (WHERE "outcome" = 'FAILED'), count(*) FILTER (WHERE "outcome" = 'STOPPED'),
    coalesce((SELECT jsonb_object_agg("cause", n) FROM causes), '{}'),
    coalesce(sum("coins"), 0), coalesce(sum("money"), 0), coalesce(sum("seconds"), 0), sum("slot_seconds"),
    coalesce((SELECT array_agg(bucket ORDER BY bucket) FROM waits), '{}'), coalesce((SELECT array_agg(n ORDER BY bucket) FROM waits), '{}'),
    coalesce((SELECT array_agg(bucket ORDER BY bucket) FROM runs), '{}'), coalesce((SELECT array_agg(n ORDER BY bucket) FROM runs), '{}')
  FROM facts HAVING count("outcome") > 0 OR sum("slot_seconds") <> 0;
END $$;

CREATE TYPE "run_cell" AS ("hour" TIMESTAMPTZ(3), "kind" TEXT, "workflow_id" TEXT, "account_id" UUID);

-- Takes new facts into the sums, the latest first; returns how many. One at a time: of two that overlapped, the one with the
-- older view could write last. A fact that somebody writes meanwhile is skipped, and is new again after it.
CREATE FUNCTION "count_new_runs"(at_most INTEGER) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
  cells "run_cell"[];
  taken INTEGER;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('hubqueue run_sum', 0));
  WITH fresh AS (
    SELECT f."attempt_id", f."hour" FROM "run_fact" f WHERE NOT f."counted" ORDER BY f."hour" DESC LIMIT at_most FOR UPDATE SKIP LOCKED
  ), marked AS (
    UPDATE "run_fact" f SET "counted" = true FROM fresh WHERE f."attempt_id" = fresh."attempt_id" AND f."hour" = fresh."hour"
    RETURNING f."hour", f."kind", f."workflow_id", f."account_id"
  )
  SELECT count(*), array_agg(DISTINCT ("hour", "kind", "workflow_id", "account_id")::"run_cell") INTO taken, cells FROM marked;
  PERFORM "count_runs"('hour', c."hour", c."kind", c."workflow_id", c."account_id") FROM unnest(cells) c;
  PERFORM "count_runs"('day', d."start", d."kind", d."workflow_id", d."account_id") FROM (
    SELECT DISTINCT date_trunc('day', c."hour", 'UTC') AS "start", c."kind", c."workflow_id", c."account_id" FROM unnest(cells) c) d;
  RETURN taken;
END $$;

-- Notes runs from before this migration, some at a time; returns false when there are no more. The runs are locked, or news of
-- one could be overwritten with what was read before it.
CREATE FUNCTION "note_old_runs"(at_most INTEGER) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  from_here UUID;
  last UUID;
  run "attempt";
BEGIN
  SELECT "after" INTO from_here FROM "run_fact_fill" WHERE NOT "done" FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  FOR run IN SELECT * FROM "attempt" x WHERE x."id" > from_here ORDER BY x."id" LIMIT at_most FOR SHARE LOOP
    IF run."ended_at" IS NOT NULL THEN PERFORM "note_run"(run); END IF;
    last := run."id";
  END LOOP;
  UPDATE "run_fact_fill" SET "after" = coalesce(last, from_here), "done" = last IS NULL;
  RETURN last IS NOT NULL;
END $$;
