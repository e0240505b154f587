/** A restart of PostgreSQL as its clients see it: every session of the database ends, and none begins for a while. */
import pg from "pg";

export class DatabaseSwitch {
  private readonly maintenanceUrl: string;
  private readonly name: string;

  constructor(databaseUrl: string) {
    const url = new URL(databaseUrl);
    this.name = url.pathname.slice(1);
    url.pathname = "postgres";
    this.maintenanceUrl = url.href;
  }

  off(): Promise<void> {
    return this.run(async (client) => {
      await client.query(`ALTER DATABASE ${client.escapeIdentifier(this.name)} ALLOW_CONNECTIONS false`);
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
        this.name,
      ]);
    });
  }

  on(): Promise<void> {
    return this.run(async (client) => {
      await client.query(`ALTER DATABASE ${client.escapeIdentifier(this.name)} ALLOW_CONNECTIONS true`);
    });
  }

  private async run(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.maintenanceUrl });
    await client.connect();
    await work(client).finally(() => client.end());
  }
}
