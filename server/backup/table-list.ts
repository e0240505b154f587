/** The tables of a database as an archive needs them: what it has, and in which order the rows can go back in. */
import type { Client } from "pg";
import type { SequenceRecord } from "./manifest";

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The bookkeeping of the migrations is made anew by running them. */
const BOOKKEEPING = "_prisma_migrations";

/**
 * All tables of the schema, those that others refer to first: then every row finds what it refers to.
 * @throws Error when two refer to each other; none of ours do
 */
export async function readTables(client: Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(
    `SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> $1
     GROUP BY c.relname ORDER BY c.relname`,
    [BOOKKEEPING],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT DISTINCT f.relname::text AS from, t.relname::text AS to
     FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
     WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND f.oid <> t.oid`,
  );
  return inOrder(tables, references);
}

function inOrder(
  tables: readonly Table[],
  references: readonly { readonly from: string; readonly to: string }[],
): Table[] {
  const ordered: Table[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ name }) => !references.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (free.length === 0) throw new Error(`tables refer to each other: ${[...waiting.keys()].join(", ")}`);
    for (const table of free) {
      ordered.push(table);
      waiting.delete(table.name);
    }
  }
  return ordered;
}

/** The counters behind ids, and the last number each has given. */
export async function readSequences(client: Client): Promise<SequenceRecord[]> {
  const { rows } = await client.query<SequenceRecord & { sequence: string }>(
    `SELECT c.relname::text AS table, a.attname::text AS column, s.oid::regclass::text AS sequence
     FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
     JOIN pg_class c ON c.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
     WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace ORDER BY 1, 2`,
  );
  const records: SequenceRecord[] = [];
  for (const { table, column, sequence } of rows) {
    const { rows: last } = await client.query<{ last: string }>(
      `SELECT last_value::text AS last FROM ${sequence}`,
    );
    records.push({ table, column, last: last[0]?.last ?? "1" });
  }
  return records;
}

/** Names of the applied migrations, in their order. Empty for a database without any. */
export async function readMigrationNames(client: Client): Promise<string[]> {
  const { rows: found } = await client.query("SELECT to_regclass($1) AS present", [BOOKKEEPING]);
  if (found[0]?.present === null) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${BOOKKEEPING}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows.map(({ name }) => name);
}
