/**
 * Lets database statements of all processes through one at a time, in an order drawn from the seed. So a run is
 * repeatable, and orders come about that a fast machine never shows. A statement that waits for a lock steps aside.
 */
import type pg from "pg";
import type { Random } from "./random";
import type { SimulatedProcess } from "./simulated-process";
import { realDelay } from "./virtual-time";

export interface Transaction {
  readonly process: SimulatedProcess;
  open: boolean;
}

interface Step {
  readonly process: SimulatedProcess;
  readonly name: string;
  readonly transaction: Transaction | null;
  /** Ends its transaction, or is one by itself: others may see its writes afterwards. */
  readonly commits: boolean;
  readonly execute: () => Promise<unknown>;
}

interface Waiting extends Step {
  /** Its crash point has been passed already. */
  considered: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What happens at a crash point. `refuse` = the statement never arrives; `deafen` = its answer never does. */
export type Fate = "pass" | "kill" | "freeze" | "refuse" | "deafen";

interface Ports {
  readonly random: Random;
  /** May kill or freeze the process by itself; tells what becomes of the statement. */
  readonly consider: (step: Step, side: "before" | "after") => Fate;
  readonly executed: (step: Step) => void;
  /** Before a statement runs: the database's clock is set. */
  readonly prepare: () => Promise<void>;
  readonly monitor: pg.Client;
}

/** A statement that has not ended after this real time may be waiting for a lock: then the server is asked. */
const LOOK_FOR_LOCKS_MS = 3;

export class DatabaseAway extends Error {
  constructor() {
    super("Can't reach database server (simulated)");
    this.name = "DatabaseAway";
  }
}

export class Turnstile {
  private waiting: Waiting[] = [];
  private readonly parked = new Set<Promise<void>>();
  private last: Transaction | null = null;
  /** How likely somebody else gets a turn in the middle of a transaction. */
  churn = 0;
  away = false;
  statements = 0;

  constructor(private readonly ports: Ports) {}

  get parkedCount(): number {
    return this.parked.size;
  }

  /** @throws DatabaseAway, or what the database says */
  async enter<T>(step: Omit<Step, "execute"> & { readonly execute: () => Promise<T> }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({
        ...step,
        considered: false,
        resolve: (value) => resolve(value as T), // what `execute` of this very step gave
        reject,
      });
    });
  }

  /** Lets one statement through. @returns false when none may go. */
  async step(): Promise<boolean> {
    this.waiting = this.waiting.filter((step) => step.process.state !== "dead");
    const step = this.choose();
    if (!step) return false;
    this.waiting.splice(this.waiting.indexOf(step), 1);
    const { process } = step;
    if (!step.considered) {
      step.considered = true;
      const fate = this.ports.consider(step, "before");
      if (fate === "freeze") this.waiting.push(step);
      if (fate === "refuse") this.refuse(step);
      if (fate !== "pass") return true;
    }
    if (this.away || (step.transaction && !step.transaction.open)) {
      this.refuse(step);
      return true;
    }
    await this.ports.prepare();
    this.statements += 1;
    this.last = step.transaction?.open ? step.transaction : null;
    const done = step.execute().then(
      (value) => this.finish(step, () => step.resolve(value)),
      (error: unknown) => process.deliver(() => step.reject(error)),
    );
    await this.settled(done);
    if (step.commits) await this.unpark();
    return true;
  }

  /** Waits for statements that stepped aside and got their lock meanwhile. */
  async unpark(): Promise<void> {
    while (this.parked.size > 0) {
      const before = this.parked.size;
      await realDelay(1);
      if (this.parked.size === 0 || (await this.blockedCount()) >= this.parked.size) {
        if (this.parked.size === before) return;
      }
    }
  }

  /**
   * Ends, as the server's lock timeout does, every statement that waits for a lock. Asked until all have ended: on its way
   * from one lock to the next a statement is seen to wait for none.
   */
  async cancelBlocked(): Promise<void> {
    let over = false;
    const ended = Promise.allSettled([...this.parked]).then(() => {
      over = true;
    });
    while (!over) {
      await this.ports.monitor.query(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      await Promise.race([ended, realDelay(LOOK_FOR_LOCKS_MS)]);
    }
  }

  /** Sessions that have a transaction open, the monitor's own aside. */
  async openCount(): Promise<number> {
    const { rows } = await this.ports.monitor.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
    );
    return rows[0]?.n ?? 0;
  }

  private choose(): Waiting | undefined {
    const able = this.waiting.filter((step) => step.process.state === "up");
    const going = able.find((step) => step.transaction !== null && step.transaction === this.last);
    if (going && !this.ports.random.chance(this.churn)) return going;
    return able.length === 0 ? undefined : this.ports.random.pick(able);
  }

  private finish(step: Step, answer: () => void): void {
    this.ports.executed(step);
    const fate = this.ports.consider(step, "after");
    if (fate === "refuse" || fate === "deafen")
      this.refuse(step as Waiting); // every step in here is a waiting one
    else step.process.deliver(answer);
  }

  private refuse(step: Waiting): void {
    step.process.deliver(() => step.reject(new DatabaseAway()));
  }

  /** Until the statement has ended, or is known to wait for a lock of another transaction. */
  private async settled(done: Promise<void>): Promise<void> {
    let ended = false;
    const end = done.then(() => {
      ended = true;
      this.parked.delete(end);
    });
    for (;;) {
      await Promise.race([end, realDelay(LOOK_FOR_LOCKS_MS)]);
      if (ended) return;
      if ((await this.blockedCount()) > this.parked.size && !ended) {
        this.parked.add(end);
        return;
      }
    }
  }

  private async blockedCount(): Promise<number> {
    const { rows } = await this.ports.monitor.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows[0]?.n ?? 0;
  }
}
