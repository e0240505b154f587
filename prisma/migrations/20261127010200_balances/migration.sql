-- What accounts had left over time: the last reading of each hour in which it changed.
CREATE TABLE "account_balance" (
    "account_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "coins" DECIMAL(65,30),
    "money" DECIMAL(65,30),

    CONSTRAINT "account_balance_pkey" PRIMARY KEY ("account_id", "hour")
);
ALTER TABLE "account_balance" ADD CONSTRAINT "account_balance_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Readings are texts of RunningHub; one that is no number is no reason to lose the reading.
CREATE FUNCTION "amount_of"(digits TEXT) RETURNS NUMERIC LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN digits ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN digits::numeric END
$$;

CREATE FUNCTION "account_note_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "account_balance" AS b ("account_id", "hour", "coins", "money")
  VALUES (NEW."id", date_trunc('hour', clock_timestamp(), 'UTC'), "amount_of"(NEW."remaining_coins"), "amount_of"(NEW."remaining_money"))
  ON CONFLICT ("account_id", "hour") DO UPDATE SET "coins" = excluded."coins", "money" = excluded."money";
  RETURN NULL;
END $$;
CREATE TRIGGER "account_note_balance_on_update" AFTER UPDATE ON "account" FOR EACH ROW
  WHEN (NEW."remaining_coins" IS DISTINCT FROM OLD."remaining_coins" OR NEW."remaining_money" IS DISTINCT FROM OLD."remaining_money")
  EXECUTE FUNCTION "account_note_balance"();

INSERT INTO "account_balance" ("account_id", "hour", "coins", "money")
SELECT "id", date_trunc('hour', clock_timestamp(), 'UTC'), "amount_of"("remaining_coins"), "amount_of"("remaining_money") FROM "account"
WHERE "remaining_coins" IS NOT NULL OR "remaining_money" IS NOT NULL;
