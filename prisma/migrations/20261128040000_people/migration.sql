-- People who are invited, disabled and removed; their tokens; and who did what.

ALTER TABLE "auth_user"
  ADD COLUMN "disabled_at" TIMESTAMPTZ(3),
  ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);
ALTER TABLE "auth_session" ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);

CREATE TABLE "entry_link" (
  "id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "token_hash" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "role" TEXT,
  "user_id" TEXT,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "entry_link_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "entry_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "entry_link_kind_known" CHECK (
    ("kind" = 'invitation' AND "role" IS NOT NULL AND "user_id" IS NULL)
    OR ("kind" = 'password' AND "role" IS NULL AND "user_id" IS NOT NULL)),
  CONSTRAINT "entry_link_role_known" CHECK ("role" IN ('admin', 'operator', 'viewer'))
);
CREATE UNIQUE INDEX "entry_link_token_hash_key" ON "entry_link"("token_hash");
-- A newer link takes the place of the older one.
CREATE UNIQUE INDEX "entry_link_kind_email_key" ON "entry_link"("kind", "email");
CREATE INDEX "entry_link_user_id_idx" ON "entry_link"("user_id");

CREATE TABLE "api_token" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "token_hash" TEXT NOT NULL,
  "prefix" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "owner_id" TEXT,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3),
  "last_used_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_token_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "api_token_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "api_token_role_known" CHECK ("role" IN ('admin', 'operator', 'viewer'))
);
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");
CREATE INDEX "api_token_owner_id_idx" ON "api_token"("owner_id");

-- Who may be here has changed: streams that are open ask again. One notification per statement, carrying no data.
CREATE FUNCTION "people_notify"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('hubqueue_people', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "auth_user_on_change" AFTER UPDATE OF "role", "disabled_at" OR DELETE ON "auth_user"
  FOR EACH STATEMENT EXECUTE FUNCTION "people_notify"();
CREATE TRIGGER "auth_session_on_delete" AFTER DELETE ON "auth_session"
  FOR EACH STATEMENT EXECUTE FUNCTION "people_notify"();
CREATE TRIGGER "api_token_on_delete" AFTER DELETE ON "api_token"
  FOR EACH STATEMENT EXECUTE FUNCTION "people_notify"();

CREATE TABLE "audit_entry" (
  "id" BIGSERIAL NOT NULL,
  "happened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "action" TEXT NOT NULL,
  "actor_kind" TEXT NOT NULL,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL,
  "target_kind" TEXT,
  "target_id" TEXT,
  "target_label" TEXT,
  "changed" JSONB,
  "address" TEXT,
  "user_agent" TEXT,
  "request_id" TEXT,
  CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "audit_entry_actor_kind_known" CHECK ("actor_kind" IN ('user', 'token', 'system', 'stranger'))
);
CREATE INDEX "audit_entry_action_id_idx" ON "audit_entry"("action", "id");
CREATE INDEX "audit_entry_happened_at_idx" ON "audit_entry"("happened_at");

-- What was written stays as it is. Only what is older than three months may go, for the day there is a limit of age.
CREATE FUNCTION "audit_entry_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD."happened_at" < clock_timestamp() - interval '90 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit_entry is append-only';
END $$;
CREATE TRIGGER "audit_entry_stays" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "audit_entry_guard"();
