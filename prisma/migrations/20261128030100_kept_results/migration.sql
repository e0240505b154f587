-- Kept files by age and by content, for the rules of retention: what is too old is found from the oldest on, and what all of them
-- take is added up from an index alone. As with other indexes, writes of results wait for this migration; its reads do not.
SET LOCAL maintenance_work_mem = '256MB';

CREATE INDEX "output_kept_age" ON "output" ("created_at", "id") WHERE "state" = 'STORED' AND "file_key" IS NOT NULL AND "text" IS NULL;
CREATE INDEX "output_kept_file" ON "output" ("file_key") INCLUDE ("size") WHERE "state" = 'STORED' AND "file_key" IS NOT NULL AND "text" IS NULL;
