/** What all runs of one Node process stand on: virtual time, the prepared database, connections to it. Made once. */
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../../persistence/generated/client";
import type { Database } from "../../persistence/prisma";
import { contentKey, FileStore } from "../../storage/file-store";
import { captureBeats } from "./beats";
import { type ChaosDatabase, openChaosDatabase } from "./chaos-database";
import { nameCrashPoints } from "./crash-points";
import { VirtualTime } from "./virtual-time";

export interface Ground {
  readonly time: VirtualTime;
  readonly database: ChaosDatabase;
  readonly databaseUrl: string;
  readonly prisma: Database;
  /** For the statements of lease sessions: a few may wait for one another. */
  readonly pool: pg.Pool;
  readonly monitor: pg.Client;
  close(): Promise<void>;
}

/** More than all simulated processes together ever use. */
const CONNECTIONS = 40;

/** @param databaseUrl a freshly migrated database that nobody else uses */
export async function openGround(databaseUrl: string): Promise<Ground> {
  const database = await openChaosDatabase(databaseUrl);
  const monitor = new pg.Client({ connectionString: databaseUrl });
  await monitor.connect();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, idleTimeoutMillis: 0 });
  const prisma = await connectPrepared(databaseUrl);
  const time = new VirtualTime();
  captureBeats(() => time.now());
  nameCrashPoints();
  keepFilesNowhere();
  return {
    time,
    database,
    databaseUrl,
    prisma,
    pool,
    monitor,
    close: async () => {
      time.uninstall();
      await Promise.all([prisma.$disconnect(), pool.end(), monitor.end()]);
      await database.close();
    },
  };
}

/** Plans are kept per statement: planning the same small tables anew costs most of a run's time. */
async function connectPrepared(connectionString: string): Promise<Database> {
  const names = new Map<string, string>();
  const statementNameGenerator = ({ sql }: { sql: string }): string => {
    const name = names.get(sql) ?? createHash("sha1").update(sql).digest("base64url");
    names.set(sql, name);
    return name;
  };
  const pool = { connectionString, max: CONNECTIONS, idleTimeoutMillis: 0 };
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
  await prisma.$connect();
  return prisma;
}

/** Results are read to their end and forgotten: the disk is not simulated. */
function keepFilesNowhere(): void {
  FileStore.prototype.writeByContent = async (folder, source) => {
    let size = 0;
    for await (const chunk of source) size += Buffer.byteLength(chunk);
    const sha256 = "0".repeat(64);
    return { size, sha256, key: contentKey(folder, sha256) };
  };
  FileStore.prototype.exists = async () => true;
  FileStore.prototype.remove = async () => undefined;
  FileStore.prototype.removeFolder = async () => undefined;
}
