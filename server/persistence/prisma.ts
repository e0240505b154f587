/** The connection to PostgreSQL. Every session has deadlines: a call without one once stopped a queue for ever. */
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { Prisma, PrismaClient } from "./generated/client";

export { Prisma };
export type Database = PrismaClient;
/** Inside a transaction, or the database itself. */
export type Executor = Prisma.TransactionClient;

interface ConnectOptions {
  readonly databaseUrl: string;
  /** Connections at most; default 10. */
  readonly poolSize?: number;
  /** A statement without an answer for so many milliseconds has failed; default 22,000. The server gives up a little earlier. */
  readonly answerMs?: number;
}

/**
 * Connects lazily: the first query opens the first connection. The server's own time-outs end a slow statement; only ours
 * ends one whose connection has gone silent, where no answer of the server could ever arrive.
 */
export function connect({ databaseUrl, poolSize = 10, answerMs = 22_000 }: ConnectOptions): Database {
  const serverMs = Math.round(answerMs * 0.9);
  const pool = new Pool({
    connectionString: databaseUrl,
    max: poolSize,
    keepAlive: true,
    connectionTimeoutMillis: Math.min(10_000, answerMs),
    idleTimeoutMillis: 60_000,
    query_timeout: answerMs,
    statement_timeout: serverMs,
    lock_timeout: Math.min(10_000, serverMs),
    idle_in_transaction_session_timeout: serverMs,
    application_name: "hubqueue",
  });
  // The adapter stops listening before all connections are closed. One that the server ends just then would end the process.
  pool.on("error", () => {});
  const db = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { maxWait: Math.min(10_000, answerMs), timeout: serverMs },
  });
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Database, Pool>();

/** Connections of this process that are open, those of them that are idle, and calls that wait for one; null for a stand-in. */
export function connectionsOf(db: Database): { open: number; idle: number; waiting: number } | null {
  const pool = pools.get(db);
  return pool ? { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount } : null;
}
