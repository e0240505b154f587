-- A slot is free only where the account has room.
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

-- Whoever holds a slot and was sent is looked at again: a time to do so that got lost would hold the slot until the time limit.
UPDATE "attempt" SET "next_poll_at" = clock_timestamp()
WHERE "state" IN ('ACCEPTED', 'UNKNOWN') AND "released_at" IS NULL AND "next_poll_at" IS NULL;
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_watched"
  CHECK ("state" NOT IN ('ACCEPTED', 'UNKNOWN') OR "released_at" IS NOT NULL OR "next_poll_at" IS NOT NULL);

-- How long a run has been over tells when to look at it again.
ALTER TABLE "attempt" DROP COLUMN "rechecks";
