-- Who refers to a file: results are kept once per content, so that several may.
CREATE INDEX "output_file_key" ON "output" ("file_key") WHERE "file_key" IS NOT NULL;
CREATE INDEX "output_sha256" ON "output" ("sha256") WHERE "sha256" IS NOT NULL;

-- Uploads that no task has taken are forgotten after a while; those that are here begin anew.
ALTER TABLE "upload" ADD COLUMN "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp();

-- A task that takes an upload at the moment when it is forgotten keeps it.
ALTER TABLE "node_input"
  DROP CONSTRAINT "node_input_upload_id_fkey",
  ADD CONSTRAINT "node_input_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
