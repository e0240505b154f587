/** The database as one simulated process sees it: the real one, through the turnstile. */
import { type Database, type Executor, Prisma } from "../../persistence/prisma";
import { nextStatementName, type SimulatedProcess } from "./simulated-process";
import { DatabaseAway, type Transaction, type Turnstile } from "./turnstile";

/** A broken variant may see other SQL than was written. */
export type SqlRewrite = (statement: Prisma.Sql, name: string) => Prisma.Sql;

interface Ports {
  readonly real: Database;
  readonly turnstile: Turnstile;
  readonly rewrite: SqlRewrite | null;
  /** Keeps what ends the transaction from outside: a death, a cut connection, the server's patience. */
  readonly opened: (transaction: Transaction, abort: () => Promise<void>) => void;
  /** Has the server do something before virtual time goes on; resolves when it is done. */
  readonly onServer: (work: () => Promise<void>) => Promise<void>;
}

type Call = (...args: unknown[]) => unknown;
/** Never: the simulation ends transactions itself, in virtual time. */
const WITHOUT_LIMIT = { maxWait: 2 ** 31 - 1, timeout: 2 ** 31 - 1 };

export function simulatedDatabase(process: SimulatedProcess, ports: Ports): Database {
  const transact = <T>(body: (tx: Executor) => Promise<T>): Promise<T> => transaction(process, ports, body);
  return new Proxy(ports.real, {
    get(real, name) {
      if (name === "$transaction") return transact;
      if (name === "$disconnect" || name === "$connect") return async () => undefined;
      return through(process, ports, null, real, name);
    },
  });
}

/** A member of a client, so that its calls pass the turnstile; model delegates become such, too. */
function through(
  process: SimulatedProcess,
  ports: Ports,
  transaction: Transaction | null,
  owner: object,
  name: string | symbol,
): unknown {
  const member: unknown = Reflect.get(owner, name);
  // The client's own parts; what it offers has other names.
  if (typeof name === "symbol" || name.startsWith("_")) return member;
  if (typeof member === "function") {
    const method: Call = member.bind(owner);
    return (...args: unknown[]) => {
      const statement = nextStatementName();
      return ports.turnstile.enter({
        process,
        name: statement,
        transaction,
        commits: transaction === null && mayWrite(name, args),
        execute: async () => method(...rewritten(args, statement, ports.rewrite)),
      });
    };
  }
  if (typeof member !== "object" || member === null) return member;
  return new Proxy(member, {
    get: (delegate, inner) => through(process, ports, transaction, delegate, inner),
  });
}

const READS = /^(find|count|aggregate|groupBy)/;
const WRITING_SQL = /\b(INSERT|UPDATE|DELETE|claim_attempt|pg_notify)\b/;

/** Only what was written is news to the others: told of every read, two that believe they lead would kick each other for ever. */
function mayWrite(method: string, args: readonly unknown[]): boolean {
  if (method !== "$queryRaw") return !READS.test(method);
  const [first] = args;
  const text = first instanceof Prisma.Sql ? first.sql : Array.isArray(first) ? first.join("?") : "";
  return WRITING_SQL.test(text);
}

/** Raw SQL comes as a template's parts, or ready made. */
function rewritten(args: unknown[], name: string, rewrite: SqlRewrite | null): unknown[] {
  if (rewrite === null) return args;
  const [first, ...values] = args;
  if (first instanceof Prisma.Sql) return [rewrite(first, name)];
  if (Array.isArray(first) && "raw" in first)
    return [rewrite(Prisma.sql(first as string[], ...values), name)];
  return args;
}

async function transaction<T>(
  process: SimulatedProcess,
  ports: Ports,
  body: (tx: Executor) => Promise<T>,
): Promise<T> {
  const { turnstile } = ports;
  const own: Transaction = { process, open: true };
  const ending = deferred();
  let outcome: Promise<void> = Promise.resolve();
  const rollBack = async () => {
    own.open = false;
    ending.reject(new DatabaseAway());
    await outcome.catch(() => undefined);
  };
  const begin = () =>
    new Promise<Executor>((begun, failed) => {
      outcome = ports.real.$transaction(async (tx) => {
        ports.opened(own, rollBack);
        begun(tx);
        await ending.promise;
      }, WITHOUT_LIMIT);
      outcome.catch(failed);
    });

  const tx = await turnstile
    .enter({ process, name: nextStatementName("begin"), transaction: null, commits: false, execute: begin })
    .catch(async (error: unknown) => {
      // Begun, but nobody was told: the server rolls back what its lost client had open.
      await ports.onServer(rollBack);
      throw error;
    });
  const seen = new Proxy(tx, { get: (real, name) => through(process, ports, own, real, name) });
  let result: T;
  try {
    result = await body(seen);
  } catch (error) {
    if (own.open) {
      const step = { process, name: nextStatementName("commit"), transaction: own, commits: true };
      await turnstile.enter({ ...step, execute: rollBack }).catch(() => undefined);
    }
    throw error;
  }
  const commit = async () => {
    own.open = false;
    ending.resolve();
    await outcome;
  };
  await turnstile.enter({
    process,
    name: nextStatementName("commit"),
    transaction: own,
    commits: true,
    execute: commit,
  });
  return result;
}

function deferred() {
  let resolve = (): void => undefined;
  let reject = (_error: unknown): void => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve: () => resolve(), reject: (error: unknown) => reject(error) };
}
