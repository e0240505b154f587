import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  url: string;
  /** Ends whatever is still connected and removes the database. */
  drop(): Promise<void>;
}

/** A database of its own for the calling test file: all migrations applied, no rows but those the migrations insert. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return create((template) => `TEMPLATE "${template}"`);
}

/** A database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create(() => "TEMPLATE template0");
}

async function create(template: (name: string) => string): Promise<TestDatabase> {
  const url = new URL(inject("templateUrl"));
  const templateName = url.pathname.slice(1);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Nobody may be connected to a template while it is copied, so the commands run from the server's own database.
  url.pathname = "postgres";
  const maintenanceUrl = url.href;
  await run(maintenanceUrl, `CREATE DATABASE "${name}" ${template(templateName)}`);
  url.pathname = name;
  return { url: url.href, drop: () => run(maintenanceUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
