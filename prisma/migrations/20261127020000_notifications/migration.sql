-- Telling people elsewhere: where to, what happened, and what became of each message.

CREATE TABLE "notification_hook" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "format" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  "events" TEXT[] NOT NULL,
  "url_cipher" TEXT NOT NULL,
  "url_hint" TEXT NOT NULL,
  "secret_cipher" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "notification_hook_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notification_hook_format_known" CHECK ("format" IN ('json', 'feishu', 'dingtalk', 'wecom', 'slack'))
);

-- Written in the transaction of what it tells of, and taken out when it has become deliveries.
CREATE TABLE "notification_news" (
  "id" BIGSERIAL NOT NULL,
  "event" TEXT NOT NULL,
  "subject_id" UUID NOT NULL,
  "detail" JSONB,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "notification_news_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "notification_delivery" (
  "id" UUID NOT NULL,
  "hook_id" UUID NOT NULL,
  "event" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "happened_at" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'PENDING',
  "tries" INTEGER NOT NULL DEFAULT 0,
  "next_try_at" TIMESTAMPTZ(3) DEFAULT clock_timestamp(),
  "tried_at" TIMESTAMPTZ(3),
  "http_status" INTEGER,
  "duration_ms" INTEGER,
  "answer" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "notification_delivery_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notification_delivery_hook_id_fkey" FOREIGN KEY ("hook_id") REFERENCES "notification_hook"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "notification_delivery_state_known" CHECK ("state" IN ('PENDING', 'DELIVERED', 'GIVEN_UP')),
  CONSTRAINT "notification_delivery_pending_is_due" CHECK (("state" = 'PENDING') = ("next_try_at" IS NOT NULL))
);
CREATE INDEX "notification_delivery_due_idx" ON "notification_delivery"("next_try_at") WHERE "state" = 'PENDING';
CREATE INDEX "notification_delivery_log_idx" ON "notification_delivery"("hook_id", "id");

-- Nobody to tell: nothing is written. That a batch has ended is only said to be possible here: of two that end its last two
-- tasks at once, neither can see the other, so it is decided by whoever takes the news out, who sees both.
CREATE FUNCTION "task_event_news"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "notification_hook") THEN RETURN NULL; END IF;
  INSERT INTO "notification_news" ("event", "subject_id")
    SELECT 'taskFailed', a."task_id" FROM added a WHERE a."to_status" = 'FAILED'
    UNION ALL
    SELECT 'breakerOpened', a."task_id" FROM added a WHERE a."type" = 'breakerOpened'
    UNION ALL
    SELECT DISTINCT 'batchEnded', t."batch_id" FROM added a JOIN "task" t ON t."id" = a."task_id"
    WHERE t."batch_id" IS NOT NULL AND a."to_status" IN ('SUCCESS', 'FAILED', 'STOPPED')
      AND a."from_status" NOT IN ('SUCCESS', 'FAILED', 'STOPPED');
  RETURN NULL;
END $$;
CREATE TRIGGER "task_event_news" AFTER INSERT ON "task_event" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "task_event_news"();

-- A person knows what they paused themselves.
CREATE FUNCTION "account_news"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "notification_hook") THEN
    INSERT INTO "notification_news" ("event", "subject_id", "detail")
    VALUES ('accountPaused', NEW."id", jsonb_build_object('code', NEW."pause_code", 'message', coalesce(NEW."pause_message", '')));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "account_news" AFTER UPDATE OF "paused_at" ON "account" FOR EACH ROW
  WHEN (OLD."paused_at" IS NULL AND NEW."paused_at" IS NOT NULL AND NEW."pause_code" NOT IN ('PAUSED_BY_PERSON', 'ACCOUNT_AWAY'))
  EXECUTE FUNCTION "account_news"();
