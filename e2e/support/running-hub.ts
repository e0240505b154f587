import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Simulator, startSimulator } from "@/server/runninghub/simulator/server";

/** The key every simulator knows. */
export const API_KEY = "0".repeat(32);

interface LedgerEntry {
  readonly at: number;
  readonly accepted: boolean;
  readonly workflowId: string | null;
  readonly taskId: string | null;
  readonly key: string;
  readonly hasGraph: boolean;
}

/** Every create call RunningHub ever received, and how many runs there were at once. */
export interface Ledger {
  readonly creates: readonly LedgerEntry[];
  readonly accounts: readonly { readonly key: string; readonly maxConcurrency: number }[];
  readonly duplicates: readonly { readonly taskIds: readonly string[] }[];
}

export interface RemoteTask {
  readonly taskId: string;
  readonly workflowId: string;
  readonly state: string;
}

/** Bends the next task RunningHub accepts; `state` QUEUED or RUNNING holds it there until it is forced on. */
export interface Force {
  readonly state?: "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED" | "LOST";
  readonly failure?: "error" | "oom" | "audit";
  readonly queueMs?: number;
  readonly runMs?: number;
  readonly count?: number;
}

/** A key as the simulator knows it; what is left out stays, or has its default. */
interface AccountPatch {
  readonly key: string;
  readonly limit?: number;
  readonly coins?: number;
  /** An answer code such as 802: every call of this key is refused. */
  readonly blocked?: number | null;
  /** Slots that other programs take with the same key. */
  readonly externalRunning?: number;
}

interface FaultRule {
  readonly match: { readonly call?: string; readonly workflowId?: string };
  readonly fault: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly count?: number;
}

/** A RunningHub for one worker: a simulator with a memory on disk, levers, and a plug that can be pulled. */
export class RunningHub {
  private trap: Server | null = null;
  private isUp = true;

  private constructor(
    private readonly stateDir: string,
    private simulator: Simulator,
    readonly url: string,
  ) {}

  static async start(): Promise<RunningHub> {
    const stateDir = await mkdtemp(path.join(tmpdir(), "hubqueue-e2e-runninghub-"));
    const simulator = await launch(stateDir, 0);
    return new RunningHub(stateDir, simulator, simulator.url);
  }

  /** What connects the product to it. */
  get environment(): Record<string, string> {
    return { RUNNINGHUB_API_KEY: API_KEY, RUNNINGHUB_BASE_URL: this.url, HUBQUEUE_SIMULATOR: "true" };
  }

  async dispose(): Promise<void> {
    await this.closeTrap();
    if (this.isUp) await this.simulator.close();
    await rm(this.stateDir, { recursive: true, force: true });
  }

  /** Connections are refused from now on; runs go on, as they would behind a broken network. */
  async goDown(): Promise<void> {
    await this.simulator.close();
    this.isUp = false;
  }

  /**
   * Connections are accepted and torn down from now on.
   * @returns tells how many were tried so far: proof that somebody asked
   */
  async goMute(): Promise<() => number> {
    await this.goDown();
    let tries = 0;
    const trap = createServer((socket) => {
      tries += 1;
      socket.destroy();
    });
    this.trap = trap;
    await new Promise<void>((resolve) => trap.listen(this.simulator.port, "127.0.0.1", resolve));
    return () => tries;
  }

  async comeBack(): Promise<void> {
    if (this.isUp) return;
    await this.closeTrap();
    this.simulator = await launch(this.stateDir, this.simulator.port);
    this.isUp = true;
  }

  /** One of the simulator's levers; see its README. @throws Error with the answer when it refuses */
  async control<T>(method: "GET" | "POST" | "DELETE", call: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/__control/${call}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`control ${call}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T; // each caller names the shape the README promises
  }

  async bendNext(force: Force): Promise<void> {
    await this.control("POST", "tasks/next", force);
  }

  async bend(remoteId: string, force: Omit<Force, "count">): Promise<void> {
    await this.control("POST", `tasks/${remoteId}`, force);
  }

  /** Adds a key, or changes one. Ours is API_KEY. */
  async patchAccount(patch: AccountPatch): Promise<void> {
    await this.control("POST", "accounts", patch);
  }

  async misbehave(rule: FaultRule): Promise<void> {
    await this.control("POST", "faults", rule);
  }

  async behave(): Promise<void> {
    await this.control("DELETE", "faults");
  }

  async ledger(): Promise<Ledger> {
    return this.control<Ledger>("GET", "ledger");
  }

  async tasks(): Promise<RemoteTask[]> {
    return this.control<RemoteTask[]>("GET", "tasks");
  }

  async task(remoteId: string): Promise<RemoteTask> {
    return this.control<RemoteTask>("GET", `tasks/${remoteId}`);
  }

  /** Most runs that were queued or running on our account at one moment. */
  async mostAtOnce(): Promise<number> {
    const { accounts } = await this.ledger();
    return accounts.find(({ key }) => key === API_KEY)?.maxConcurrency ?? 0;
  }

  /** Forgets tasks, faults, settings and added keys. */
  async reset(): Promise<void> {
    await this.control("POST", "reset");
  }

  private async closeTrap(): Promise<void> {
    const { trap } = this;
    this.trap = null;
    if (trap !== null) await new Promise((resolve) => trap.close(resolve));
  }
}

/** Ten times as fast as the real service: a queue of 150 ms, runs of less than a second. */
function launch(stateDir: string, port: number): Promise<Simulator> {
  return startSimulator({ port, stateDir, speed: 10 });
}
