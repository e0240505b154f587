-- Why a result could not be kept, in a word that programs can branch on.
ALTER TABLE "output" ADD COLUMN "error_code" TEXT;
UPDATE "output" SET "error_code" = 'FETCH_FAILED' WHERE "state" = 'FAILED';
ALTER TABLE "output"
  ADD CONSTRAINT "output_failed_has_reason" CHECK (("state" = 'FAILED') = ("error_code" IS NOT NULL));
