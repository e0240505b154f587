/**
 * The queue's heart. node-cron beats once a second; starts, stops and finished work kick it at once. A pass asks the
 * agenda what is due and does that. One pass at a time. Passes only touch the database; network work goes on beside them.
 */
import cron, { type Logger as CronLogger, type ScheduledTask } from "node-cron";
import type { Logger } from "../log";
import type { Due, DueKind } from "../persistence/agenda";
import { type Lease, LeaseLost } from "../persistence/lease-fence";
import type { LeaseKeeper } from "./lease";

/** Done when one of the kinds is due, or by the clock; and once by each new leader, who cannot know what was begun. */
export type Duty = {
  readonly name: string;
  readonly run: (lease: Lease) => Promise<void>;
} & ({ readonly when: readonly DueKind[] } | { readonly everySeconds: number });

interface Ports {
  readonly lease: LeaseKeeper;
  readonly duties: readonly Duty[];
  readonly due: () => Promise<Due>;
  /** Waits until network work under way has settled, for so many milliseconds at most: submits, and all the rest. */
  readonly settle: (limits: { readonly submitsMs: number; readonly restMs: number }) => Promise<void>;
  /** Told each time that this process begins to run the queue. */
  readonly onTakeover?: () => void;
  readonly log: Logger;
}

/** How often the lease is looked at; a holder that died is replaced at the next look. */
const LEASE_BEAT_MS = 1_000;
/** A pass takes milliseconds. One under way for so long hangs on a dead connection: the lease is handed over. */
const STUCK_PASS_MS = 10_000;
/**
 * How long an orderly end waits. An answer to a submit may have to wait for the 20 s after which PostgreSQL lets go of a
 * transaction whose connection has gone silent (server/persistence/prisma.ts); lost, a person would have to settle it.
 */
const STOP_PATIENCE = { submitsMs: 25_000, restMs: 8_000 } as const;

export class Scheduler {
  private beat: ScheduledTask | null = null;
  private renewal: NodeJS.Timeout | null = null;
  private renewing: Promise<void> | null = null;
  private passing: Promise<void> | null = null;
  private again = false;
  private stopping = false;
  private alarm: NodeJS.Timeout | null = null;
  private readonly lastRun = new Map<string, number>();
  private lastPassAt: number | null = null;
  private passStartedAt: number | null = null;

  constructor(private readonly ports: Ports) {}

  start(): void {
    if (this.beat) return;
    this.stopping = false;
    this.beat = cron.schedule("* * * * * *", () => this.onBeat(), {
      name: "hubqueue-scheduler",
      noOverlap: true,
      distributed: true,
      logger: cronLogger(this.ports.log),
      runCoordinator: { shouldRun: async () => this.ports.lease.current() !== null },
    });
    this.renewal = setInterval(() => void this.renew(), LEASE_BEAT_MS);
    void this.renew();
  }

  /** Something changed: run a pass now, or once more if one is under way. */
  readonly kick = (): void => {
    if (this.ports.lease.current()) void this.pass();
  };

  /** Another process has handed the lease over: do not wait for the next beat. */
  onLeaseFree(): void {
    if (this.renewal) void this.renew();
  }

  /** Seconds since this process last finished a beat or a pass, or null before the first. */
  passAgeSeconds(): number | null {
    return this.lastPassAt === null ? null : (performance.now() - this.lastPassAt) / 1000;
  }

  isLeader(): boolean {
    return this.ports.lease.current() !== null;
  }

  /**
   * One beat on demand, for hosts where processes do not stay alive: decides, waits for what it began, and hands the
   * lease over where no beat of its own goes on.
   */
  async tick(budgetMs = 20_000): Promise<void> {
    const deadline = performance.now() + budgetMs;
    await this.renew();
    while (this.ports.lease.current() && performance.now() < deadline) {
      await this.pass();
      const before = performance.now();
      const leftMs = Math.max(0, deadline - performance.now());
      await this.ports.settle({ submitsMs: leftMs, restMs: leftMs });
      if (performance.now() - before < 5) break;
    }
    if (!this.renewal) await this.resign();
  }

  /**
   * Stops deciding, hands the lease over, and only then lets work under way settle: the answers it waits for are facts,
   * which any process may record.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.beat?.destroy();
    this.beat = null;
    if (this.renewal) clearInterval(this.renewal);
    this.renewal = null;
    await this.renewing;
    await this.resign();
    await this.passing;
    if (this.alarm) clearTimeout(this.alarm);
    await this.ports.settle(STOP_PATIENCE);
  }

  private async resign(): Promise<void> {
    await this.ports.lease
      .resign()
      .catch((error: unknown) => this.ports.log.warn({ err: error }, "could not hand the lease over"));
  }

  /** Takes or renews the lease; one call at a time. */
  private renew(): Promise<void> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private async renewOnce(): Promise<void> {
    if (this.isStuck()) {
      if (!this.ports.lease.current()) return;
      this.ports.log.error({}, "a pass does not end; another process may run the queue");
      return this.resign();
    }
    try {
      if (await this.ports.lease.renew()) {
        this.ports.log.info(
          { epoch: String(this.ports.lease.current()?.epoch) },
          "this process runs the queue now",
        );
        this.ports.onTakeover?.();
        this.lastRun.clear();
        if (!this.stopping) void this.pass();
      }
    } catch (error) {
      this.ports.log.warn({ err: error }, "could not renew the lease");
    }
  }

  /** Its connections may have gone silent while the lease session is well: then it decides nothing, and must not pretend to. */
  private isStuck(): boolean {
    return this.passStartedAt !== null && performance.now() - this.passStartedAt > STUCK_PASS_MS;
  }

  private async onBeat(): Promise<void> {
    await this.pass();
    this.lastPassAt = performance.now();
  }

  /** @returns null when it could not be read; the next beat asks again. */
  private async look(): Promise<Due | null> {
    return this.ports.due().catch((error: unknown) => {
      this.ports.log.warn({ err: error }, "could not read what is due");
      return null;
    });
  }

  /** Wakes the queue between two beats when something falls due there. */
  private setAlarm(due: Due | null): void {
    if (this.alarm) clearTimeout(this.alarm);
    this.alarm = null;
    const seconds = due?.nextSeconds ?? null;
    if (seconds !== null && seconds > 0 && seconds < 1.5)
      this.alarm = setTimeout(this.kick, seconds * 1000 + 5);
  }

  private async pass(): Promise<void> {
    if (this.stopping) return;
    if (this.passing) {
      this.again = true;
      return this.passing;
    }
    this.passing = this.passes().finally(() => {
      this.passing = null;
    });
    return this.passing;
  }

  private async passes(): Promise<void> {
    do {
      this.again = false;
      const lease = this.ports.lease.current();
      if (!lease) return;
      this.passStartedAt = performance.now();
      const due = await this.look();
      const duties = due ? this.ports.duties.filter((duty) => this.isDue(duty, due.now)) : [];
      for (const duty of duties) await this.runDuty(duty, lease);
      this.lastPassAt = performance.now();
      this.passStartedAt = null;
      // Within the loop, so that a kick which comes meanwhile is not lost.
      if (!this.again && !this.stopping) this.setAlarm(duties.length === 0 ? due : await this.look());
    } while (this.again && !this.stopping);
  }

  private isDue(duty: Duty, now: Due["now"]): boolean {
    const last = this.lastRun.get(duty.name);
    if (last === undefined) return true;
    if ("when" in duty) return duty.when.some((kind) => now.has(kind));
    return performance.now() - last >= duty.everySeconds * 1000;
  }

  /** A duty that fails is logged and tried again at the next pass; the others go on. */
  private async runDuty(duty: Duty, lease: Lease): Promise<void> {
    this.lastRun.set(duty.name, performance.now());
    try {
      await duty.run(lease);
    } catch (error) {
      if (error instanceof LeaseLost) this.ports.log.warn({ duty: duty.name }, "another process decides now");
      else this.ports.log.error({ err: error, duty: duty.name }, "a duty failed");
    }
  }
}

/** node-cron's remarks (a beat skipped because the one before still runs) belong into our log, not onto the console. */
function cronLogger(log: Logger): CronLogger {
  return {
    info: (message) => log.debug(message),
    debug: (message) => log.debug(String(message)),
    warn: (message) => log.debug(message),
    error: (message, error) => log.error({ err: error ?? message }, "scheduler"),
  };
}
