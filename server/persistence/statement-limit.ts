/** Questions of people that may be dear: they end after two seconds, with words that say what helps. */
import { AppError } from "@/lib/errors";
import { type Database, type Executor, Prisma } from "./prisma";

const LIMIT_MS = 2_000;
/** PostgreSQL's code for a statement that was ended. */
const CANCELED = "57014";

export interface Patience {
  /** Between statements. @throws AppError FILTER_TOO_BROAD when the time is up */
  check(): void;
}

/**
 * Runs reads in one transaction, each statement at most two seconds long and all of them about that.
 * @throws AppError FILTER_TOO_BROAD when they take longer
 */
export async function patient<T>(
  db: Database,
  read: (tx: Executor, patience: Patience) => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + LIMIT_MS;
  const check = () => {
    if (performance.now() > deadline) throw tooBroad();
  };
  try {
    return await db.$transaction(async (tx) => {
      // Texts are read through their index or not at all: the planner takes a common word for a reason to read everything.
      // Room for a whole bitmap: one that is only kept by pages makes the pieces of every text on them again.
      await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(LIMIT_MS)}, true), set_config('enable_seqscan', 'off', true),
        set_config('work_mem', '32MB', true), set_config('jit', 'off', true)`;
      return await read(tx, { check });
    });
  } catch (error) {
    throw wasEnded(error) ? tooBroad() : error;
  }
}

function tooBroad(): AppError {
  return new AppError(
    "FILTER_TOO_BROAD",
    "This search takes too long; look for more letters, or narrow it by status, workflow or date",
  );
}

function wasEnded(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    error.code === "P2010" &&
    JSON.stringify(error.meta).includes(CANCELED)
  );
}
