/** The connection to PostgreSQL. Every session has deadlines: a call without one once stopped a queue for ever. */
import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client";

export { Prisma };
export type Database = PrismaClient;
/** Inside a transaction, or the database itself. */
export type Executor = Prisma.TransactionClient;

interface ConnectOptions {
  readonly databaseUrl: string;
  /** Connections at most; default 10. */
  readonly poolSize?: number;
}

/** Connects lazily: the first query opens the first connection. */
export function connect({ databaseUrl, poolSize = 10 }: ConnectOptions): Database {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 20_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 20_000,
    application_name: "hubqueue",
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
}
