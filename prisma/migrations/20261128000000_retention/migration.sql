-- Results that were kept and have been removed by the rules of retention: the row stays and says when.
ALTER TABLE "output" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
ALTER TABLE "output"
  DROP CONSTRAINT "output_state_known",
  ADD CONSTRAINT "output_state_known" CHECK ("state" IN ('PENDING', 'STORED', 'FAILED', 'REMOVED')),
  ADD CONSTRAINT "output_removed_has_time" CHECK (("state" = 'REMOVED') = ("removed_at" IS NOT NULL)),
  ADD CONSTRAINT "output_removed_has_no_file" CHECK ("state" <> 'REMOVED' OR "file_key" IS NULL);
