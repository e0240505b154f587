/**
 * Changes as they are committed. NOTIFY is only a hint; what changed is read from task_event, so a lost hint costs
 * time, never a change. One listening connection per process.
 */
import { EventEmitter, on } from "node:events";
import { Client } from "pg";
import type { TaskChanges } from "@/lib/task-schemas";
import type { Logger } from "../log";
import type { EventReader, FeedEntry } from "../persistence/event-reader";
import type { TaskReader } from "../persistence/task-reader";

interface Ports {
  readonly databaseUrl: string;
  readonly events: EventReader;
  readonly tasks: Pick<TaskReader, "views" | "counts">;
  readonly log: Logger;
}

export interface FeedMessage {
  /** Where to resume after this message. */
  readonly id: string;
  readonly changes: TaskChanges;
}

const PROGRESS = "hubqueue_progress";
const CHANNELS = ["hubqueue_task_event", "hubqueue_lease", PROGRESS] as const;
/** Reads without a hint: often while the listener is down, rarely while it is up. */
const FALLBACK_MS = 2_000;
const BACKSTOP_MS = 15_000;
const RECONNECT_MS = 1_000;
/** Sequence order is not commit order: entries this far back are read again, and known ones dropped. */
const OVERLAP = 200;
/** Hints that fall together are read together. */
const GATHER_MS = 25;
/** More tasks than this in one message, and the client reads its list again. */
const MESSAGE_TASKS = 200;

export class TaskFeed {
  private readonly bus = new EventEmitter().setMaxListeners(0);
  private readonly seen = new Set<bigint>();
  private last = 0n;
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private dueAt = Number.POSITIVE_INFINITY;
  private reading: Promise<void> | null = null;
  private readAgain = false;
  private stopped = false;

  constructor(private readonly ports: Ports) {}

  async start(): Promise<void> {
    this.last = await this.ports.events.newest();
    for (const entry of await this.ports.events.after(this.last - BigInt(OVERLAP), OVERLAP))
      this.seen.add(entry.id);
    void this.listen();
  }

  /** Calls back at every hint, before anything is read: the queue's wake-up. @returns how to end it. */
  onHint(callback: () => void): () => void {
    this.bus.on("hint", callback);
    return () => this.bus.off("hint", callback);
  }

  get subscribers(): number {
    return this.bus.listenerCount("entries");
  }

  /**
   * What came after `lastEventId`, then what comes, until the signal aborts. It listens before it reads the backlog, so
   * nothing falls in between; a change may come twice, which is harmless because messages carry whole tasks.
   */
  async *subscribe(lastEventId: string | null, signal: AbortSignal): AsyncGenerator<FeedMessage, void> {
    const live: AsyncIterable<FeedEntry[][]> = on(this.bus, "entries", { signal });
    const from = parseId(lastEventId) ?? this.last;
    try {
      const missed = await this.ports.events.after(from, MESSAGE_TASKS + 1);
      yield await this.message(
        missed,
        missed.length > MESSAGE_TASKS ? this.last : (missed.at(-1)?.id ?? from),
      );
      for await (const [entries] of live) {
        if (entries?.length) yield await this.message(entries, entries.at(-1)?.id ?? this.last);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
    await this.reading;
  }

  private async message(entries: readonly FeedEntry[], id: bigint): Promise<FeedMessage> {
    const ids = [...new Set(entries.map((entry) => entry.taskId))];
    const counts = await this.ports.tasks.counts();
    if (ids.length > MESSAGE_TASKS)
      return { id: String(id), changes: { tasks: [], deletedIds: [], counts, reset: true } };
    const tasks = await this.ports.tasks.views(ids);
    const there = new Set(tasks.map((task) => task.id));
    return {
      id: String(id),
      changes: { tasks, deletedIds: ids.filter((taskId) => !there.has(taskId)), counts, reset: false },
    };
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.ports.databaseUrl,
      application_name: "hubqueue feed",
      keepAlive: true,
    });
    const gone = (): void => {
      if (this.client !== client) return;
      this.client = null;
      client.removeAllListeners("notification");
      void client.end().catch(() => undefined);
      if (!this.stopped) this.schedule(FALLBACK_MS);
      if (!this.stopped) setTimeout(() => void this.listen(), RECONNECT_MS).unref();
    };
    this.client = client;
    client.on("error", gone);
    client.on("end", gone);
    client.on("notification", ({ channel, payload }) => {
      // Progress is decoration: it is shown, but wakes nobody and leaves no entry to resume from.
      if (channel === PROGRESS) this.bus.emit("entries", [{ id: this.last, taskId: payload ?? "" }]);
      else this.hint();
    });
    try {
      await client.connect();
      for (const channel of CHANNELS) await client.query(`LISTEN ${channel}`);
      this.hint();
    } catch (error) {
      this.ports.log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        "cannot listen for changes; reading now and then",
      );
      gone();
    }
  }

  private hint(): void {
    this.bus.emit("hint");
    this.schedule(GATHER_MS);
  }

  /** Moves the next read forward, never back: a stream of hints must not put it off for ever. */
  private schedule(ms: number): void {
    const dueAt = performance.now() + ms;
    if (this.stopped || dueAt >= this.dueAt) return;
    if (this.timer) clearTimeout(this.timer);
    this.dueAt = dueAt;
    this.timer = setTimeout(() => {
      this.dueAt = Number.POSITIVE_INFINITY;
      void this.read();
    }, ms);
    this.timer.unref();
  }

  private async read(): Promise<void> {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = this.readNew()
      .catch((error: unknown) => this.ports.log.warn({ err: error }, "could not read changes"))
      .finally(() => {
        this.reading = null;
        const again = this.readAgain;
        this.readAgain = false;
        this.schedule(again ? GATHER_MS : this.client ? BACKSTOP_MS : FALLBACK_MS);
      });
  }

  private async readNew(): Promise<void> {
    for (;;) {
      const entries = await this.ports.events.after(this.last - BigInt(OVERLAP), OVERLAP + 1_000);
      const fresh = entries.filter((entry) => !this.seen.has(entry.id));
      if (fresh.length === 0) return;
      for (const entry of fresh) this.seen.add(entry.id);
      this.last = entries.at(-1)?.id ?? this.last;
      for (const id of this.seen) if (id < this.last - BigInt(2 * OVERLAP)) this.seen.delete(id);
      this.bus.emit("entries", fresh);
    }
  }
}

function parseId(text: string | null): bigint | null {
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
