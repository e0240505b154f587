/** Figures for operators, in Prometheus text. What each is for: docs/deploy.md. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ProcessState } from "@/lib/diagnosis";
import type { Lane } from "@/lib/queue-schemas";
import type { StatusCounts } from "@/lib/task-schemas";
import { TASK_STATUSES } from "@/lib/task-status";
import type { CreateVerdict } from "../runninghub/contract";

interface Ports {
  readonly counts: () => Promise<StatusCounts>;
  readonly lane: () => Promise<Lane>;
  readonly passAgeSeconds: () => number | null;
  readonly isLeader: () => boolean;
  readonly subscribers: () => number;
  readonly connections: () => ProcessState["connections"];
}

/**
 * Figures of the process itself. Once for all services of a process: what watches the garbage collector can never be taken
 * away again.
 */
let processFigures: Registry | null = null;

function figuresOfProcess(): Registry {
  if (processFigures === null) {
    processFigures = new Registry();
    collectDefaultMetrics({ register: processFigures });
  }
  return processFigures;
}

const SLOT_STATES = ["free", "submitting", "running", "releasing", "unknown"] as const;
const OUTCOMES: readonly CreateVerdict["kind"][] = [
  "accepted",
  "rejected",
  "busy",
  "account",
  "not-sent",
  "unknown",
];

export class MetricsService {
  private readonly registry = new Registry();
  private readonly registers = [this.registry];
  private readonly slotIdle = new Histogram({
    name: "hubqueue_slot_idle_seconds",
    help: "How long a slot stood empty, since the end of the run before was seen, while the task that took it was waiting",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300],
    registers: this.registers,
  });
  private readonly submits = new Counter({
    name: "hubqueue_submits_total",
    help: "Create calls of this process by what their answer proved",
    labelNames: ["outcome"],
    registers: this.registers,
  });
  private readonly calls = new Histogram({
    name: "hubqueue_runninghub_call_seconds",
    help: "How long RunningHub took to answer this process; query is a look at a run",
    labelNames: ["call"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60, 120],
    registers: this.registers,
  });
  private readonly takeovers = new Counter({
    name: "hubqueue_leader_changes_total",
    help: "How often this process began to run the queue",
    registers: this.registers,
  });
  private readonly eventLag = new Histogram({
    name: "hubqueue_event_lag_seconds",
    help: "How old the oldest new change was when this process told it to its live clients",
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60],
    registers: this.registers,
  });
  private lastLagSeconds: number | null = null;

  constructor(ports: Ports) {
    const { registers } = this;
    figuresOfProcess(); // they count from now on
    // Those that never came about are known to be none.
    for (const outcome of OUTCOMES) this.submits.inc({ outcome }, 0);
    new Gauge({
      name: "hubqueue_tasks",
      help: "Tasks by status; PENDING is the line",
      labelNames: ["status"],
      registers,
      async collect() {
        const counts = await ports.counts();
        for (const status of TASK_STATUSES) this.set({ status }, counts[status]);
      },
    });
    new Gauge({
      name: "hubqueue_slots",
      help: "Slots by state, over all accounts; unknown ones are held by submits without an answer",
      labelNames: ["state"],
      registers,
      async collect() {
        const slots = (await ports.lane()).accounts.flatMap((account) => account.slots);
        for (const state of SLOT_STATES)
          this.set({ state }, slots.filter((slot) => slot.state === state).length);
      },
    });
    new Gauge({
      name: "hubqueue_scheduler_leader",
      help: "1 when this process runs the queue",
      registers,
      collect() {
        this.set(ports.isLeader() ? 1 : 0);
      },
    });
    new Gauge({
      name: "hubqueue_scheduler_pass_age_seconds",
      help: "Seconds since this process last finished a pass over the queue",
      registers,
      collect() {
        this.set(ports.passAgeSeconds() ?? Number.NaN);
      },
    });
    new Gauge({
      name: "hubqueue_live_clients",
      help: "Open live subscriptions of this process",
      registers,
      collect() {
        this.set(ports.subscribers());
      },
    });
    new Gauge({
      name: "hubqueue_database_connections",
      help: "Connections of this process to the database: busy, idle, and calls that wait for one",
      labelNames: ["state"],
      registers,
      collect() {
        const connections = ports.connections();
        if (connections === null) return;
        const { open, idle, waiting } = connections;
        for (const [state, count] of Object.entries({ busy: open - idle, idle, waiting }))
          this.set({ state }, count);
      },
    });
  }

  /** A slot got its next task, after so many idle seconds. */
  slotTaken(idleSeconds: number): void {
    this.slotIdle.observe(idleSeconds);
  }

  submitted(outcome: CreateVerdict["kind"]): void {
    this.submits.inc({ outcome });
  }

  /** A call to RunningHub has ended, however. */
  called(call: string, seconds: number): void {
    this.calls.observe({ call }, seconds);
  }

  tookOver(): void {
    this.takeovers.inc();
  }

  /** Live clients were told of changes, the oldest of which was so old. */
  told(lagSeconds: number): void {
    this.lastLagSeconds = lagSeconds;
    this.eventLag.observe(lagSeconds);
  }

  /** Null before the first change. */
  eventLagSeconds(): number | null {
    return this.lastLagSeconds;
  }

  render(): Promise<string> {
    return Registry.merge([figuresOfProcess(), this.registry]).metrics();
  }
}
