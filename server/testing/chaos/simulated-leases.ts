/**
 * The lease sessions of simulated processes: the real repository with its real SQL, over a session that dies when the
 * simulation says so instead of a socket of its own.
 */
import type pg from "pg";
import { LeaseRepository } from "../../persistence/lease-repository";
import { nextStatementName, type SimulatedProcess } from "./simulated-process";
import { DatabaseAway, type Turnstile } from "./turnstile";

/** What is known of the lease row without asking. */
export interface LeaseKnowledge {
  holder: string;
  expiresAt: number;
}

interface Ports {
  readonly pool: pg.Pool;
  readonly turnstile: Turnstile;
  readonly now: () => number;
  readonly knowledge: LeaseKnowledge;
  /** Sessions that live, by holder. */
  readonly living: Set<string>;
  readonly notifyFree: () => void;
}

type Session = Pick<pg.Client, "query">;
const sessions = new WeakMap<LeaseRepository, SimulatedSession>();

/** @param onFree somebody has handed the lease over */
export function simulatedLeases(
  process: SimulatedProcess,
  ports: Ports,
): { leases: LeaseRepository; session: SimulatedSession } {
  replaceSessions();
  const leases = new LeaseRepository({ databaseUrl: "postgresql://none", process: process.name });
  const session = new SimulatedSession(process, ports);
  sessions.set(leases, session);
  return { leases, session };
}

export class SimulatedSession {
  private number = 0;
  private open = false;

  constructor(
    private readonly process: SimulatedProcess,
    private readonly ports: Ports,
  ) {}

  get holder(): string {
    return `${this.process.name}/${this.number}`;
  }

  /** What LeaseRepository does over its own socket. */
  async use<T>(work: (client: Session, holder: string) => Promise<T>): Promise<T> {
    try {
      if (!this.open) await this.begin();
      const query = (text: string, values?: unknown[]) => this.query(text, values);
      return await work({ query } as Session, this.holder); // the repository only queries
    } catch (error) {
      await this.drop();
      throw error;
    }
  }

  /** The socket is gone: killed, cut, or closed. The server ends the session at once. */
  async drop(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    this.ports.living.delete(this.holder);
    await this.ports.pool.query("DELETE FROM chaos.living_session WHERE holder = $1", [this.holder]);
  }

  private async begin(): Promise<void> {
    this.number += 1;
    await this.enter("INSERT INTO chaos.living_session VALUES ($1, hashtextextended($1, 0))", [this.holder]);
    this.open = true;
    this.ports.living.add(this.holder);
  }

  private async query(text: string, values: unknown[] = []): Promise<unknown> {
    if (text.startsWith("NOTIFY")) return this.ports.notifyFree();
    if (!this.open) throw new DatabaseAway();
    const { knowledge, living } = this.ports;
    const asks = text.includes("expires_at = clock_timestamp() +");
    // Somebody else holds the lease and lives: the statement would change no row. Standbys ask every second.
    const held = knowledge.holder !== this.holder && living.has(knowledge.holder);
    if (asks && held && knowledge.expiresAt > this.ports.now()) return { rows: [] };
    const result = await this.enter(text, values);
    if (asks && result.rows.length > 0) {
      knowledge.holder = this.holder;
      knowledge.expiresAt = this.ports.now() + Number(values[1]) * 1000;
    } else if (!asks) knowledge.expiresAt = 0;
    return result;
  }

  private enter(text: string, values: unknown[]): Promise<pg.QueryResult> {
    return this.ports.turnstile.enter({
      process: this.process,
      name: nextStatementName(),
      transaction: null,
      commits: true,
      execute: () => this.ports.pool.query(text, values),
    });
  }
}

let patched = false;

function replaceSessions(): void {
  if (patched) return;
  patched = true;
  const use = function (this: LeaseRepository, work: Parameters<SimulatedSession["use"]>[0]) {
    const session = sessions.get(this);
    if (!session) throw new Error("a lease session outside of the simulation");
    return session.use(work);
  };
  Object.defineProperty(LeaseRepository.prototype, "withSession", { value: use, configurable: true });
}
