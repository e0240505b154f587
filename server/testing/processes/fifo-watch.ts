/**
 * Watches every claim from within the database, those that were undone later included: a younger task that was claimed
 * while an older one could have been is written down.
 */

/**
 * To be run once in the round's own database. An older task counts only if it has been waiting undisturbed for a second,
 * since a claim decides by what was there when its statement began.
 */
export const WATCH_CLAIMS = `
  CREATE TABLE overtaken (older UUID NOT NULL, younger UUID NOT NULL, at TIMESTAMPTZ NOT NULL);
  CREATE FUNCTION note_overtaken() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO overtaken SELECT t.id, mine.id, clock_timestamp()
    FROM task t, task mine
    WHERE mine.id = NEW.task_id AND (t.created_at, t.id) < (mine.created_at, mine.id)
      AND t.status = 'PENDING' AND t.deleted_at IS NULL AND t.updated_at < statement_timestamp() - interval '1 second'
      AND NOT EXISTS (
        SELECT 1 FROM attempt a WHERE a.task_id = t.id
          AND (a.released_at IS NULL OR a.released_at > statement_timestamp() - interval '1 second'));
    RETURN NULL;
  END $$;
  CREATE TRIGGER watch_claims AFTER INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION note_overtaken();`;
