/** Where a replica runs: its place outlives its processes, and so does the way it reaches the database. */
import path from "node:path";
import { type Child, startChild } from "./child";
import { HalfOpenProxy } from "./half-open-proxy";

interface SeatOptions {
  readonly number: number;
  readonly databasePort: number;
  /** Where logs go. */
  readonly folder: string;
  /** Environment of each life. @param databasePort of the proxy. */
  readonly environment: (databasePort: number) => Readonly<Record<string, string>>;
}

export class ReplicaSeat {
  /** How many processes have run here. */
  private life = 0;
  private child: Child | null = null;
  private readonly diedAt = new Map<string, number>();
  private expected: Child | null = null;
  private crashed = 0;

  private constructor(
    private readonly options: SeatOptions,
    /** Between this replica and PostgreSQL. */
    readonly database: HalfOpenProxy,
  ) {}

  static async make(options: SeatOptions): Promise<ReplicaSeat> {
    return new ReplicaSeat(options, await HalfOpenProxy.start(options.databasePort));
  }

  get name(): string {
    return `replica-${this.options.number}`;
  }

  get logFile(): string {
    return path.join(this.options.folder, `${this.name}.log`);
  }

  isAlive(): boolean {
    return this.child?.isAlive() ?? false;
  }

  /** How many processes ended here although nobody ended them. */
  get crashes(): number {
    return this.crashed;
  }

  /** Starts the next process here. Resolves once it is up; it keeps trying while the database is away. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = await this.spawn(environment);
    await child.message("ready");
  }

  /** Starts the next process here and does not wait for it. @param environment for this life alone. */
  async spawn(environment: Readonly<Record<string, string>> = {}): Promise<Child> {
    this.life += 1;
    const name = this.holder();
    const child = await startChild({
      file: "server/testing/processes/replica.ts",
      logFile: this.logFile,
      env: { ...this.options.environment(this.database.port), ...environment, REPLICA_NAME: name },
    });
    void child.exited.then(() => {
      this.diedAt.set(name, performance.now());
      if (this.expected !== child) this.crashed += 1;
    });
    this.child = child;
    return child;
  }

  /** @returns whether there was a process to tell. */
  signal(signal: NodeJS.Signals): boolean {
    if (!this.child?.isAlive()) return false;
    this.child.signal(signal);
    return true;
  }

  /** Ends the process with this signal and waits until it has ended. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.expected = this.child;
    if (this.signal(signal)) await this.child?.exited;
  }

  /** One beat on demand; resolves when it is over. */
  async tick(): Promise<void> {
    const ticked = this.child?.message("ticked");
    this.child?.send("tick");
    await ticked;
  }

  /** Whether this process holds, or held, what is held under that name. */
  is(holder: string): boolean {
    return holder.startsWith(`${this.name}.`);
  }

  /** Processes that ended at least so long ago: nothing they sent can be under way any more. */
  ended(secondsAgo: number): string[] {
    const before = performance.now() - secondsAgo * 1000;
    return [...this.diedAt].filter(([, at]) => at <= before).map(([name]) => name);
  }

  async close(): Promise<void> {
    await this.end("SIGKILL");
    await this.database.close();
  }

  private holder(): string {
    return `${this.name}.${this.life}`;
  }
}
