-- What can be searched in a task: its workflow, description, texts among its inputs and names of its files. A table of
-- its own, because a task is written at each change of status, and every index of it with it.

CREATE TABLE "task_text" (
    "task_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    -- In lower case, so that the search needs no ILIKE, which is several times slower.
    "text" TEXT NOT NULL,
    "indexed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "task_text_pkey" PRIMARY KEY ("task_id"),
    CONSTRAINT "task_text_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "task_text" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

-- Three letters in a row, and two characters in a row of scripts that have no letters of ours (a Chinese word mostly has two).
-- pg_trgm makes the letters' share ten times as fast, where there is such an extension; without it, it is made here.
-- server/persistence/search-words.ts cuts what a person looks for in the same way. An index calls its functions without
-- our search_path, so they bring it along.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE FUNCTION "search_letters"(words TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS 'SELECT show_trgm(words)';
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available; new tasks are prepared for the search more slowly';
  CREATE FUNCTION "search_letters"(words TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $letters$
    SELECT ARRAY(
      SELECT DISTINCT a || b || c FROM (
        SELECT a, lead(a, 1) OVER w AS b, lead(a, 2) OVER w AS c
        FROM unnest(string_to_array(words, NULL)) WITH ORDINALITY made (a, n) WINDOW w AS (ORDER BY n)
      ) windows WHERE c IS NOT NULL)
  $letters$;
END $$;

-- The pieces of a text, and the spans of time its task was made in: 1, 8, 64 and 512 days. A common word is looked for
-- one span after the other, in the same index.
CREATE FUNCTION "search_pieces"(words TEXT, made TIMESTAMPTZ) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
  SELECT search_letters(words)
    || ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(words, '[^\x01-\x7f]{2}', 'g') m)
    || ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(words, '(?<=[^\x01-\x7f])[^\x01-\x7f]{2}', 'g') m)
    || ARRAY(SELECT 'span ' || days || ' ' || floor(extract(epoch FROM made) / 86400 / days)::int FROM unnest(ARRAY[1, 8, 64, 512]) days)
$$;

-- Making the pieces takes longer than making a task, so it is done later (server/services/search-index.ts); until then
-- a text is found by reading all that are new.
CREATE INDEX "task_text_pieces" ON "task_text" USING gin ("search_pieces"("text", "created_at")) WHERE "indexed";
CREATE INDEX "task_text_new" ON "task_text" ("created_at") WHERE NOT "indexed";

-- The inputs are written before their tasks. A prompt is searched up to its ten-thousandth character.
CREATE FUNCTION "task_text_of"(the_tasks UUID[]) RETURNS SETOF "task_text" LANGUAGE sql STABLE AS $$
  SELECT t."id", t."created_at", left(lower(concat_ws(E'\n', t."workflow_id", t."workflow_name", t."description", (
    SELECT string_agg(coalesce(u."file_name", i."value"), E'\n' ORDER BY i."position")
    FROM "node_input" i LEFT JOIN "upload" u ON u."id" = i."upload_id"
    WHERE i."task_id" = t."id" AND i."value_type" IN ('string', 'upload')))), 10000), false
  FROM "task" t WHERE t."id" = ANY(the_tasks)
$$;
-- By key, always: its plan is kept, and one that was made while there were few tasks would read all of them for each of
-- ten thousand new ones.
CREATE FUNCTION "task_text_insert"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO "task_text" SELECT made.* FROM "task_text_of"(ARRAY(SELECT "id" FROM "inserted")) made;
  RETURN NULL;
END $$;
-- The name makes it run before the trigger of the counters, whose rows stay locked until the commit.
CREATE TRIGGER "task_and_its_text_on_insert" AFTER INSERT ON "task"
  REFERENCING NEW TABLE AS "inserted" FOR EACH STATEMENT EXECUTE FUNCTION "task_text_insert"();
