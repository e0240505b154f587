/** A PostgreSQL server of one's own, because it is restarted in the middle. */
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { type RunningPostgres, startPostgres } from "../../../scripts/start/postgres.mjs";
import { databaseAccount } from "../../../scripts/start/postgres-account.mjs";
import { migrate } from "../../persistence/migrate";

/** "fast" ends sessions and writes everything; "immediate" is a crash: the next start replays the log. */
export type RestartMode = "fast" | "immediate";

const TEMPLATE = "template";

export class PostgresServer {
  private constructor(
    private running: RunningPostgres,
    private readonly home: string,
    private readonly launch: () => Promise<RunningPostgres>,
  ) {}

  /** Starts a server in a temporary directory with one migrated database, which `createDatabase` copies. */
  static async start(): Promise<PostgresServer> {
    const home = await mkdtemp(path.join(tmpdir(), "hubqueue-postgres-"));
    const account = databaseAccount(home);
    if (account.uid !== undefined && account.gid !== undefined) await chown(home, account.uid, account.gid);
    const launch = () =>
      startPostgres({
        home,
        account,
        database: TEMPLATE,
        disposable: true,
        // Nobody pulls the plug, so nothing need reach the disk; but a crash of the server must lose no commit.
        settings: { synchronous_commit: "on" },
      });
    const server = new PostgresServer(await launch(), home, launch);
    await migrate(server.running.url);
    return server;
  }

  get port(): number {
    return this.running.port;
  }

  /** @param port a proxy's, instead of the server's own. */
  url(database: string, port = this.port): string {
    const url = new URL(this.running.url);
    url.pathname = database;
    url.port = String(port);
    return url.href;
  }

  async createDatabase(name: string): Promise<void> {
    await this.run(`CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE}"`);
  }

  async dropDatabase(name: string): Promise<void> {
    await this.run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  }

  /** Stops the server and starts it again on the same port. @throws Error when it does not come up. */
  async restart(mode: RestartMode): Promise<void> {
    const { port } = this;
    if (mode === "immediate") process.kill(this.running.pid, "SIGQUIT");
    else await this.running.stop();
    await this.running.exited;
    this.running = await this.launch();
    if (this.port !== port) throw new Error("PostgreSQL came back on another port");
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  async run(sql: string, database = "postgres"): Promise<void> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }
}
