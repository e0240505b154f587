/** Figures for operators, in Prometheus text. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Lane } from "@/lib/queue-schemas";
import type { StatusCounts } from "@/lib/task-schemas";
import { TASK_STATUSES } from "@/lib/task-status";

interface Ports {
  readonly counts: () => Promise<StatusCounts>;
  readonly lane: () => Promise<Lane>;
  readonly passAgeSeconds: () => number | null;
  readonly isLeader: () => boolean;
  readonly subscribers: () => number;
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

export class MetricsService {
  private readonly registry = new Registry();
  private readonly slotIdle = new Histogram({
    name: "hubqueue_slot_idle_seconds",
    help: "How long a slot stood empty, since the end of the run before was seen, while the task that took it was waiting",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300],
    registers: [this.registry],
  });

  constructor(ports: Ports) {
    const registers = [this.registry];
    figuresOfProcess(); // they count from now on
    new Gauge({
      name: "hubqueue_tasks",
      help: "Tasks by status",
      labelNames: ["status"],
      registers,
      async collect() {
        const counts = await ports.counts();
        for (const status of TASK_STATUSES) this.set({ status }, counts[status]);
      },
    });
    new Gauge({
      name: "hubqueue_slots",
      help: "Slots by state, over all accounts",
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
  }

  /** A slot got its next task, after so many idle seconds. */
  slotTaken(idleSeconds: number): void {
    this.slotIdle.observe(idleSeconds);
  }

  render(): Promise<string> {
    return Registry.merge([figuresOfProcess(), this.registry]).metrics();
  }
}
