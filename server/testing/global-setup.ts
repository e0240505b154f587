import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/start/postgres.mjs";
import { databaseAccount } from "../../scripts/start/postgres-account.mjs";
import { migrate } from "../persistence/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** A server to use instead of an embedded one; empty = none. */
    testDatabaseUrl: string;
    /** Connection string of the migrated database that each test file clones. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the whole run, with the migrations applied once to a template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = project.config.provide.testDatabaseUrl;
  return given ? onGivenServer(project, given) : onEmbeddedServer(project);
}

async function onEmbeddedServer(project: TestProject) {
  const home = await mkdtemp(path.join(tmpdir(), "hubqueue-test-"));
  const account = databaseAccount(home);
  if (account.uid !== undefined && account.gid !== undefined) await chown(home, account.uid, account.gid);
  const server = await startPostgres({ home, account, database: "template", disposable: true });
  const stop = async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await migrate(server.url);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("templateUrl", server.url);
  return stop;
}

async function onGivenServer(project: TestProject, serverUrl: string) {
  const name = `hubqueue_template_${process.pid}`;
  const templateUrl = new URL(serverUrl);
  templateUrl.pathname = name;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`DROP DATABASE IF EXISTS "${name}"`);
  await run(`CREATE DATABASE "${name}"`);
  await migrate(templateUrl.href);
  project.provide("templateUrl", templateUrl.href);
  return () => run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}
