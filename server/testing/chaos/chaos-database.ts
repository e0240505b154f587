/**
 * A database whose clock is ours. The schema `chaos` comes first in the search path, so that the engine's unqualified
 * clock_timestamp() and random() are the ones made here. It also keeps the judge's own log, written by triggers.
 */
import pg from "pg";
import { EPOCH_MS } from "./virtual-time";

const SETUP = `
  CREATE SCHEMA chaos;
  CREATE SEQUENCE chaos.clock_ms;
  CREATE SEQUENCE chaos.fact_number;
  -- A sequence is seen by everybody at once, whatever transaction they are in, as time is.
  CREATE FUNCTION chaos.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
  DECLARE ms bigint;
  BEGIN
    SELECT last_value INTO ms FROM chaos.clock_ms;
    RETURN pg_catalog.to_timestamp(ms / 1000.0);
  END $$;
  -- Between 0 and 1, and the same in each run of a seed.
  CREATE FUNCTION chaos.random() RETURNS float8 LANGUAGE plpgsql VOLATILE AS $$
  DECLARE ms bigint;
  BEGIN
    SELECT last_value INTO ms FROM chaos.clock_ms;
    RETURN (ms * 7919 % 1000) / 1000.0;
  END $$;

  -- A process that dies loses its sessions, and with them the advisory lock by which others see that it lives.
  CREATE UNLOGGED TABLE chaos.living_session (holder text PRIMARY KEY, key bigint);
  CREATE FUNCTION chaos.pg_try_advisory_xact_lock_shared(wanted bigint) RETURNS boolean LANGUAGE sql VOLATILE AS
    'SELECT NOT EXISTS (SELECT 1 FROM chaos.living_session WHERE key = wanted)';

  CREATE UNLOGGED TABLE chaos.attempt_fact (
    n bigint DEFAULT nextval('chaos.fact_number'), at timestamptz, what text, id uuid, task_id uuid, account_id uuid,
    state text, slot_no int, remote_id text, released boolean, outcome_code text, older_waiting uuid);
  CREATE UNLOGGED TABLE chaos.task_fact (
    n bigint DEFAULT nextval('chaos.fact_number'), at timestamptz, what text, id uuid, status text, before text,
    reason_code text, current_attempt_id uuid, deleted boolean);

  CREATE FUNCTION chaos.keep_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    a record;
    older uuid;
  BEGIN
    IF TG_OP = 'DELETE' THEN a := OLD; ELSE a := NEW; END IF;
    IF TG_OP = 'INSERT' THEN
      SELECT t.id INTO older FROM public.task t, public.task own
      WHERE own.id = a.task_id AND t.status = 'PENDING' AND t.deleted_at IS NULL AND t.id <> own.id
        AND (t.created_at, t.id) < (own.created_at, own.id)
        AND (t.account_id = a.account_id OR (t.account_id IS NULL
          AND t.site = (SELECT c.site FROM public.account c WHERE c.id = a.account_id)))
        AND NOT EXISTS (SELECT 1 FROM public.workflow_breaker b
          WHERE b.opened_at IS NOT NULL AND b.kind = t.kind AND b.workflow_id = t.workflow_id)
        AND NOT EXISTS (SELECT 1 FROM public.attempt x WHERE x.task_id = t.id AND x.released_at IS NULL)
      ORDER BY t.created_at, t.id LIMIT 1;
    END IF;
    INSERT INTO chaos.attempt_fact (at, what, id, task_id, account_id, state, slot_no, remote_id, released, outcome_code, older_waiting)
    VALUES (chaos.clock_timestamp(), TG_OP, a.id, a.task_id, a.account_id, a.state, a.slot_no, a.remote_id,
      a.released_at IS NOT NULL, a.outcome_code, older);
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_keep AFTER INSERT OR UPDATE OR DELETE ON public.attempt
    FOR EACH ROW EXECUTE FUNCTION chaos.keep_attempt();

  CREATE FUNCTION chaos.keep_task() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE was text := NULL;
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      IF OLD.status = NEW.status AND OLD.reason_code IS NOT DISTINCT FROM NEW.reason_code
        AND (OLD.deleted_at IS NULL) = (NEW.deleted_at IS NULL) THEN
        RETURN NULL;
      END IF;
      was := OLD.status;
    END IF;
    INSERT INTO chaos.task_fact (at, what, id, status, before, reason_code, current_attempt_id, deleted)
    VALUES (chaos.clock_timestamp(), TG_OP, NEW.id, NEW.status, was, NEW.reason_code, NEW.current_attempt_id,
      NEW.deleted_at IS NOT NULL);
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_keep AFTER INSERT OR UPDATE ON public.task
    FOR EACH ROW EXECUTE FUNCTION chaos.keep_task();

  -- Column defaults were bound to PostgreSQL's own functions when the tables were made.
  DO $$
  DECLARE c record;
  BEGIN
    FOR c IN SELECT table_name, column_name, column_default FROM information_schema.columns
      WHERE table_schema = 'public' AND column_default LIKE '%clock_timestamp()%'
    LOOP
      EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I SET DEFAULT chaos.clock_timestamp()', c.table_name, c.column_name);
    END LOOP;
  END $$;`;

export interface ChaosDatabase {
  readonly client: pg.Client;
  /** The database's clock, in milliseconds since the run began. Costs a statement only when it moves. */
  setClock(ms: number): Promise<void>;
  /** As freshly migrated, and the judge's log empty. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Prepares a freshly migrated database. @throws Error when the engine's clock cannot be taken over. */
export async function openChaosDatabase(databaseUrl: string): Promise<ChaosDatabase> {
  const setup = new pg.Client({ connectionString: databaseUrl });
  await setup.connect();
  await setup.query(SETUP);
  const name = setup.escapeIdentifier(new URL(databaseUrl).pathname.slice(1));
  await setup.query(`ALTER DATABASE ${name} SET search_path = chaos, public, pg_catalog`);
  // Every statement runs thousands of times over a handful of rows: one plan will do.
  await setup.query(`ALTER DATABASE ${name} SET plan_cache_mode = force_generic_plan`);
  await setup.end();

  // Time stands still while the simulation itself waits: a lock that is not free by then never will be.
  const client = new pg.Client({ connectionString: databaseUrl, lock_timeout: 10_000 });
  await client.connect();
  const resetSql = await resetScript(client);
  let clockMs = Number.NaN;
  const setClock = async (ms: number) => {
    if (ms === clockMs) return;
    clockMs = ms;
    await client.query(`SELECT setval('chaos.clock_ms', ${Math.round(EPOCH_MS + ms)})`);
  };
  await checkClock(client, setClock);
  return {
    client,
    setClock,
    reset: async () => {
      await client.query(resetSql);
    },
    close: () => client.end(),
  };
}

/** One script for all tables, found in the catalogue: empty each, put back what the migrations had inserted. */
async function resetScript(client: pg.Client): Promise<string> {
  const tables = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' AND table_name NOT LIKE 'auth%'`,
  );
  const lines = ["BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL search_path = public;"];
  for (const { name } of tables.rows) {
    lines.push(`DELETE FROM "${name}";`);
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM public."${name}"`);
    if (rows[0]?.n === 0) continue;
    await client.query(`CREATE UNLOGGED TABLE chaos."initial_${name}" AS SELECT * FROM public."${name}"`);
    lines.push(`INSERT INTO "${name}" SELECT * FROM chaos."initial_${name}";`);
  }
  lines.push("TRUNCATE chaos.attempt_fact, chaos.task_fact, chaos.living_session; COMMIT;");
  return lines.join("\n");
}

/** Without this the simulation would silently run on the machine's time. */
async function checkClock(client: pg.Client, setClock: (ms: number) => Promise<void>): Promise<void> {
  await setClock(0);
  const before = await client.query<{ ms: number }>(
    "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms",
  );
  await setClock(86_400_000);
  const after = await client.query<{ ms: number }>(
    "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms",
  );
  const moved = (after.rows[0]?.ms ?? 0) - (before.rows[0]?.ms ?? 0);
  if (moved !== 86_400_000) throw new Error(`the database's clock is not ours: it moved by ${moved} ms`);
  const real = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_attrdef d WHERE pg_get_expr(d.adbin, d.adrelid) LIKE '%clock_timestamp()%'
       AND pg_get_expr(d.adbin, d.adrelid) LIKE '%pg_catalog%'`,
  );
  if (real.rows[0]?.n !== 0) throw new Error("a column default still reads the machine's clock");
}
