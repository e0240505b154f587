/**
 * A world in virtual time: real processes of the product (container, services, SQL, PostgreSQL) in front of a scripted
 * RunningHub. Nothing happens by itself; `runUntil` moves time from one event to the next.
 *
 *     const ground = await openGround(databaseUrl);            // once per Node process
 *     const world = await World.create(ground, { seed: 1 });   // as often as wanted, one at a time
 *     const server = world.startProcess();
 *     await world.addTasks(server, [{ tag: "T1", start: true }]);
 *     await world.runUntil(() => world.upstream.ledger.runs.every((run) => run.endedAt !== null), 600);
 *     world.upstream.ledger                                     // what really happened, with times
 *     await world.end();
 *
 * All times are milliseconds since the world began, all limits seconds of virtual time.
 */
import { pino } from "pino";
import { readConfig } from "../../config";
import { type Container, createContainer } from "../../container";
import { createLogger } from "../../log";
import { createRunningHubClient } from "../../runninghub/client";
import { beat, mayBeDue, nextBeatAt } from "./beats";
import type { Ground } from "./ground";
import { Random } from "./random";
import { type AccountSpec, createTasks, insertAccounts, type NewTaskSpec } from "./seed-rows";
import { type SqlRewrite, simulatedDatabase } from "./simulated-database";
import { type LeaseKnowledge, type SimulatedSession, simulatedLeases } from "./simulated-leases";
import { SimulatedProcess } from "./simulated-process";
import { type Fate, type Transaction, Turnstile } from "./turnstile";
import { CALM, type UpstreamHabits } from "./upstream/faults";
import { transportOf } from "./upstream/network";
import { type SocketHabits, socketsOf } from "./upstream/sockets";
import { Upstream } from "./upstream/upstream";
import { realDelay, realTurn } from "./virtual-time";

export interface WorldOptions {
  readonly seed: number;
  readonly accounts?: readonly AccountSpec[];
  readonly habits?: UpstreamHabits;
  /** RunningHub offers live progress; left out, it does not. */
  readonly sockets?: SocketHabits;
  /** Settings by the names of the environment, e.g. `STATUS_CHECK_INTERVAL`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told of each crash point; decides what happens there. */
  readonly consider?: (process: SimulatedProcess, point: string) => Fate;
  /** How likely somebody else gets a turn within a transaction. */
  readonly churn?: number;
  readonly rewrite?: SqlRewrite | null;
  readonly trace?: ((line: string) => void) | null;
  /** Told of each fault that happened, by kind. */
  readonly fault?: (kind: string) => void;
}

/** A running process of the product. */
export interface Server {
  readonly process: SimulatedProcess;
  readonly container: Container;
  readonly session: SimulatedSession;
}

export const PUBLIC_URL = "https://hubqueue.test";
const ONE_ACCOUNT: readonly AccountSpec[] = [{ name: "A", limit: 1 }];
/** PostgreSQL ends a transaction that stands idle for so long: see server/persistence/prisma. */
const IDLE_TRANSACTION_MS = 20_000;
const LOCK_TIMEOUT_MS = 10_000;
/** Looks, a millisecond apart, for transactions that have not ended with their world. */
const MOST_TRIES = 5_000;

export class World {
  readonly upstream: Upstream;
  readonly servers: Server[] = [];
  readonly accountIds = new Map<string, string>();
  readonly taskIds = new Map<string, string>();
  readonly turnstile: Turnstile;
  private readonly random: Random;
  private readonly cleanups: (() => Promise<void>)[] = [];
  private readonly transactions = new Map<Transaction, () => Promise<void>>();
  private readonly beats = new Map<Server, { at: number; cancel: () => void }>();
  private readonly knowledge: LeaseKnowledge = { holder: "", expiresAt: 0 };
  private readonly livingSessions = new Set<string>();
  private lockTimeout: (() => void) | null = null;

  static async create(ground: Ground, options: WorldOptions): Promise<World> {
    const random = new Random(options.seed);
    ground.time.restart(random.int(0, 2 ** 31));
    await ground.database.reset();
    await ground.database.setClock(0);
    const world = new World(ground, options, random);
    await insertAccounts(ground.database.client, options.accounts ?? ONE_ACCOUNT, world.accountIds);
    return world;
  }

  private constructor(
    readonly ground: Ground,
    readonly options: WorldOptions,
    random: Random,
  ) {
    this.random = random;
    this.turnstile = new Turnstile({
      random: random.fork("turnstile"),
      consider: (step, side) => this.fate(step.process, `${step.name}:${side}`),
      executed: (step) => {
        if (step.commits && !step.name.startsWith("LeaseRepository")) this.tellOthers(step.process);
      },
      prepare: () => ground.database.setClock(this.now()),
      monitor: ground.monitor,
    });
    this.turnstile.churn = options.churn ?? 0;
    this.upstream = new Upstream(
      {
        time: ground.time,
        random: random.fork("upstream"),
        trace: (what) => this.trace("upstream", what),
        webhook: (url, body) => this.webhook(url, body),
        fault: (kind) => options.fault?.(kind),
      },
      options.habits ?? CALM,
    );
    this.upstream.offersSockets = options.sockets !== undefined;
  }

  now(): number {
    return this.ground.time.now();
  }

  trace(who: string, what: string): void {
    this.options.trace?.(`${(this.now() / 1000).toFixed(3).padStart(9)} ${who.padEnd(8)} ${what}`);
  }

  after(seconds: number, callback: () => void): () => void {
    return this.ground.time.after(seconds * 1000, callback);
  }

  /** Starts a process with its scheduler, as `npm start` does. */
  startProcess(): Server {
    const process = new SimulatedProcess(`P${this.servers.length + 1}`);
    const { leases, session } = simulatedLeases(process, {
      pool: this.ground.pool,
      turnstile: this.turnstile,
      now: () => this.now(),
      knowledge: this.knowledge,
      living: this.livingSessions,
      notifyFree: () => this.notifyLeaseFree(process),
    });
    const log = this.logOf(process);
    const transport = transportOf(process, {
      time: this.ground.time,
      random: this.random.fork(process.name),
      upstream: this.upstream,
      consider: (_process, name, side) => this.fate(process, `${name}:${side}`),
    });
    const container = process.run(() =>
      createContainer(this.config(), log, {
        db: simulatedDatabase(process, {
          real: this.ground.prisma,
          turnstile: this.turnstile,
          rewrite: this.options.rewrite ?? null,
          opened: (transaction, abort) => this.opened(transaction, abort),
          onServer: (work) => this.onServer(work),
        }),
        runningHub: createRunningHubClient({ transport, log }),
        leases,
        ...(this.options.sockets === undefined
          ? {}
          : {
              followProgress: socketsOf(process, {
                upstream: this.upstream,
                time: this.ground.time,
                random: this.random.fork(`${process.name} sockets`),
                habits: this.options.sockets,
              }),
            }),
        random: this.random.fork(`${process.name} services`).next,
      }),
    );
    const server = { process, container, session };
    this.servers.push(server);
    this.trace(process.name, "starts");
    process.run(() => container.scheduler.start());
    return server;
  }

  /** `kill -9`: nothing of it ever goes on; the server rolls back what it had open. */
  kill(server: Server): void {
    if (server.process.state === "dead") return;
    this.trace(server.process.name, "is killed");
    server.process.kill();
    this.cut(server);
  }

  /** The process stands still and then goes on, believing what it believed. */
  freeze(server: Server, seconds: number): void {
    if (server.process.state !== "up") return;
    this.trace(server.process.name, `is frozen for ${seconds.toFixed(1)} s`);
    server.process.freeze();
    this.after(seconds, () => {
      if (server.process.state === "frozen") this.trace(server.process.name, "thaws");
      server.process.thaw();
    });
  }

  /** An orderly end: the lease is handed over, work under way settles. */
  stop(server: Server): void {
    this.trace(server.process.name, "is stopped");
    server.process.run(() => {
      void server.container.scheduler.stop().then(() => this.kill(server));
    });
  }

  /** The database answers nobody for so long; sessions and open transactions are gone. */
  databaseAway(seconds: number): void {
    this.trace("database", `is away for ${seconds.toFixed(1)} s`);
    this.turnstile.away = true;
    for (const server of this.servers) this.cut(server);
    this.after(seconds, () => {
      this.turnstile.away = false;
    });
  }

  /** Calls a service of the process, as a door would; refusals and failures are told to the trace only. */
  act<T>(server: Server, what: string, call: (container: Container) => Promise<T>): Promise<T | null> {
    this.trace(server.process.name, what);
    return server.process.run(() =>
      call(server.container).catch((error: unknown) => {
        this.trace(server.process.name, `${what}: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      }),
    );
  }

  /** Makes one more task while the world goes on. */
  addTaskSoon(server: Server, task: NewTaskSpec): void {
    void this.act(server, `creates ${task.tag}`, (container) =>
      createTasks(container, [task], this.accountIds),
    );
  }

  /** As a person changes it in the settings. `inForce` is called when the change is made. */
  setLimit(account: string, limit: number, inForce: () => void): void {
    const id = this.accountIds.get(account);
    this.cleanups.push(async () => {
      // Whoever holds the row may be waiting for time to go on, and time waits for this: then it is tried again later.
      const { rowCount } = await this.ground.database.client.query(
        `UPDATE account SET slot_limit = $1
         WHERE id = (SELECT id FROM account WHERE id = $2 FOR NO KEY UPDATE SKIP LOCKED)`,
        [limit, id],
      );
      if (rowCount === 0) this.after(1, () => this.setLimit(account, limit, inForce));
      else inForce();
    });
    for (const { process } of this.servers) mayBeDue(process);
  }

  /** Makes tasks and notes their ids by tag; returns when they are stored. */
  async addTasks(server: Server, tasks: readonly NewTaskSpec[]): Promise<void> {
    const made = this.act(server, `creates ${tasks.map((task) => task.tag).join(" ")}`, (container) =>
      createTasks(container, tasks, this.accountIds),
    );
    let done = false;
    void made.then(() => {
      done = true;
    });
    await this.runUntil(() => done, 60);
    const { rows } = await this.ground.database.client.query<{ id: string; tag: string }>(
      "SELECT task_id AS id, value AS tag FROM node_input WHERE value = ANY($1)",
      [tasks.map((task) => task.tag)],
    );
    for (const { id, tag } of rows) this.taskIds.set(tag, id);
  }

  /** Moves time on until the condition holds. @returns false when the limit came first. */
  async runUntil(condition: () => boolean | Promise<boolean>, limitSeconds: number): Promise<boolean> {
    const limit = this.now() + limitSeconds * 1000;
    const cancel = this.after(limitSeconds, () => undefined);
    try {
      for (;;) {
        await this.settle();
        if (await condition()) return true;
        if (this.now() >= limit) return false;
        this.planBeats();
        this.ground.time.next();
      }
    } finally {
      cancel();
    }
  }

  /** Runs what can run without time passing. */
  async settle(): Promise<void> {
    for (;;) {
      await realTurn();
      const cleanup = this.cleanups.shift();
      if (cleanup) await cleanup();
      else if (!(await this.turnstile.step())) {
        await realTurn();
        if (this.cleanups.length === 0 && !(await this.turnstile.step())) break;
      }
    }
    this.watchLocks();
  }

  /**
   * Ends every process at once and whatever it had open; the rows stay for the judge.
   * @throws Error when something stays open, which the next world would wait for
   */
  async end(): Promise<void> {
    for (const server of this.servers) this.kill(server);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      // A transaction that was just beginning for a process that died is found open one turn later.
      await this.settle();
      if ((await this.turnstile.openCount()) === 0) return;
      await realDelay(1);
    }
    throw new Error(`the world of seed ${this.options.seed} ended, and a transaction of it is still open`);
  }

  private onServer(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.cleanups.push(() => work().then(resolve, reject));
    });
  }

  private fate(process: SimulatedProcess, point: string): Fate {
    if (process.state === "dead") return "kill";
    return this.options.consider?.(process, point) ?? "pass";
  }

  private cut(server: Server): void {
    for (const [transaction, abort] of this.transactions) {
      if (transaction.process === server.process) this.abort(transaction, abort);
    }
    this.cleanups.push(() => server.session.drop());
  }

  private abort(transaction: Transaction, abort: () => Promise<void>): void {
    this.transactions.delete(transaction);
    if (!transaction.open) return;
    transaction.open = false;
    this.cleanups.push(async () => {
      if (this.turnstile.parkedCount > 0) await this.turnstile.cancelBlocked();
      await abort();
      await this.turnstile.unpark();
    });
  }

  private opened(transaction: Transaction, abort: () => Promise<void>): void {
    for (const known of this.transactions.keys()) if (!known.open) this.transactions.delete(known);
    this.transactions.set(transaction, abort);
    // Begun by a process that was killed meanwhile.
    if (transaction.process.state === "dead") this.abort(transaction, abort);
    this.ground.time.after(IDLE_TRANSACTION_MS, () => {
      if (this.transactions.has(transaction)) this.abort(transaction, abort);
    });
  }

  /** A statement that still waits for a lock after the server's patience ends with an error. */
  private watchLocks(): void {
    if (this.turnstile.parkedCount === 0) {
      this.lockTimeout?.();
      this.lockTimeout = null;
    } else
      this.lockTimeout ??= this.ground.time.after(LOCK_TIMEOUT_MS, () => {
        this.lockTimeout = null;
        this.cleanups.push(() => this.turnstile.cancelBlocked());
      });
  }

  /** A process that did not write it learns of a change at its next beat, or at once by the feed's hint. */
  private tellOthers(writer: SimulatedProcess): void {
    for (const { process, container } of this.servers) {
      if (process === writer || process.state === "dead") continue;
      mayBeDue(process);
      if (container.scheduler.isLeader() && this.random.chance(0.3)) {
        this.after(0.005, () => process.deliver(() => process.run(() => container.scheduler.kick())));
      }
    }
  }

  private notifyLeaseFree(resigned: SimulatedProcess): void {
    for (const { process, container } of this.servers) {
      if (process === resigned) continue;
      this.after(0.005, () => process.deliver(() => process.run(() => container.scheduler.onLeaseFree())));
    }
  }

  private planBeats(): void {
    for (const server of this.servers) {
      const planned = this.beats.get(server);
      const at =
        server.process.state === "up" && server.container.scheduler.isLeader()
          ? nextBeatAt(server.process)
          : null;
      if (planned?.at === at) continue;
      planned?.cancel();
      this.beats.delete(server);
      if (at === null) continue;
      const cancel = this.ground.time.after(at - this.now(), () => {
        this.beats.delete(server);
        beat(server.process);
      });
      this.beats.set(server, { at, cancel });
    }
  }

  private webhook(url: string, body: string): void {
    const token = url.split("/").at(-1) ?? "";
    const up = this.servers.filter(({ process }) => process.state === "up");
    if (up.length === 0) return;
    void this.act(this.random.pick(up), "gets a webhook", (container) =>
      container.webhooks.receive(token, body),
    );
  }

  private config() {
    const config = readConfig({
      DATABASE_URL: this.ground.databaseUrl,
      RUNNINGHUB_BASE_URL: "https://runninghub.test",
      DATA_DIR: "unused",
      LOG_LEVEL: "silent",
      ...this.options.settings,
    });
    return { ...config, appSecret: "a secret of the simulation" };
  }

  private logOf(process: SimulatedProcess) {
    if (!this.options.trace) return createLogger("silent");
    const write = (line: string) => this.trace(process.name, line.trim());
    return pino({ level: "debug", base: null, timestamp: false }, { write });
  }
}
