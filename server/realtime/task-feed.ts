/**
 * Changes as they are committed. NOTIFY is only a hint; what changed is read from task_event, so a lost hint costs
 * time, never a change.
 */
import { EventEmitter, on } from "node:events";
import type { TaskChanges } from "@/lib/task-schemas";
import type { Logger } from "../log";
import type { EventReader } from "../persistence/event-reader";
import type { TaskReader } from "../persistence/task-reader";
import { ChangeListener } from "./change-listener";
import { LateEntries } from "./late-entries";

interface Ports {
  readonly databaseUrl: string;
  readonly events: EventReader;
  readonly tasks: Pick<TaskReader, "views" | "counts">;
  /** Told of each read that found something new: how old the oldest of it was, in seconds. */
  readonly onTold?: (lagSeconds: number) => void;
  readonly log: Logger;
}

export interface FeedMessage {
  /** Where to resume after this message. */
  readonly id: string;
  readonly changes: TaskChanges;
}

const PROGRESS = "hubqueue_progress";
const PEOPLE = "hubqueue_people";
const CHANNELS = ["hubqueue_task_event", PROGRESS, PEOPLE];
/** Reads without a hint: often while the listener is down, rarely while it is up. */
const FALLBACK_MS = 2_000;
const BACKSTOP_MS = 15_000;
/**
 * Sequence order is not commit order: entries this far back are read again, and known ones dropped. What comes later than
 * that is known as missed (late-entries.ts), and whoever follows reads anew.
 */
const OVERLAP = 200;
/** Hints that fall together are read together. */
const GATHER_MS = 25;
const GATHER_PROGRESS_MS = 250;
/** More tasks than this in one message, and the client reads its list again. */
const MESSAGE_TASKS = 200;

export class TaskFeed {
  private readonly bus = new EventEmitter().setMaxListeners(0);
  private readonly listener: ChangeListener;
  private readonly seen = new Set<bigint>();
  private readonly progressed = new Set<string>();
  private readonly late: LateEntries;
  private last = 0n;
  /** Something was missed, and nobody has been told yet. */
  private hasMissed = false;
  private timer: NodeJS.Timeout | null = null;
  private dueAt = Number.POSITIVE_INFINITY;
  private reading: Promise<void> | null = null;
  private readAgain = false;
  private stopped = false;

  constructor(private readonly ports: Ports) {
    this.late = new LateEntries(ports.events);
    this.listener = new ChangeListener({
      databaseUrl: ports.databaseUrl,
      channels: CHANNELS,
      onNotification: (channel, payload) => {
        if (channel === PROGRESS) this.progress(payload);
        else if (channel === PEOPLE) this.bus.emit("people");
        else this.hint();
      },
      onStateChange: () => {
        this.hint();
        // What was said meanwhile was not heard.
        this.bus.emit("people");
      },
      log: ports.log,
    });
  }

  async start(): Promise<void> {
    const { events } = this.ports;
    this.last = await events.newest();
    const from = this.windowBefore(this.last);
    for (const { id } of await events.after(from, OVERLAP)) this.seen.add(id);
    // While much is being written, nobody knows what is under way behind the window: for all this process knows, a gap.
    if (await events.isRecent(from)) await this.late.leftBehind(0n, from, []);
    void this.listener.start();
  }

  /** Calls back at every hint, before anything is read: the queue's wake-up. @returns how to end it. */
  onHint(callback: () => void): () => void {
    this.bus.on("hint", callback);
    return () => this.bus.off("hint", callback);
  }

  /** Calls back when roles, sessions or tokens have changed, or may have. @returns how to end it. */
  onPeopleChange(callback: () => void): () => void {
    this.bus.on("people", callback);
    return () => this.bus.off("people", callback);
  }

  get subscribers(): number {
    return this.bus.listenerCount("message");
  }

  /**
   * What came after `lastEventId`, then what comes, until the signal aborts. It listens before it reads the backlog, so
   * nothing falls in between; a change may come twice, which is harmless because messages carry whole tasks.
   */
  async *subscribe(lastEventId: string | null, signal: AbortSignal): AsyncGenerator<FeedMessage, void> {
    const live: AsyncIterable<FeedMessage[]> = on(this.bus, "message", { signal });
    const resumed = parseId(lastEventId);
    try {
      yield await this.backlog(resumed ?? this.last, resumed !== null);
      for await (const [message] of live) if (message) yield message;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.listener.stop();
    await this.reading;
  }

  private async backlog(from: bigint, isResumed: boolean): Promise<FeedMessage> {
    const missed = await this.ports.events.missed(from, OVERLAP, OVERLAP + MESSAGE_TASKS + 1);
    const tooMany = missed.filter((entry) => entry.id > from).length > MESSAGE_TASKS;
    const newest = missed.at(-1)?.id ?? from;
    return this.message(
      missed.map((entry) => entry.taskId),
      tooMany || newest < from ? this.last : newest,
      { tooMany, mayLack: this.late.mayBeUnknownTo(from, isResumed) },
    );
  }

  /** @param flaws too many tasks to be told, or others may have changed that nobody knows of */
  private async message(
    taskIds: readonly string[],
    id: bigint,
    { tooMany, mayLack }: { tooMany: boolean; mayLack: boolean },
  ): Promise<FeedMessage> {
    const ids = [...new Set(taskIds)];
    const counts = await this.ports.tasks.counts();
    if (tooMany) return { id: String(id), changes: { tasks: [], deletedIds: [], counts, reset: true } };
    const tasks = await this.ports.tasks.views(ids);
    const there = new Set(tasks.map((task) => task.id));
    const deletedIds = ids.filter((taskId) => !there.has(taskId));
    return { id: String(id), changes: { tasks, deletedIds, counts, reset: mayLack } };
  }

  /** One message for all subscribers, however many: each would read the same tasks. */
  private async tell(taskIds: readonly string[], newest: bigint): Promise<void> {
    const mayLack = this.hasMissed;
    if (this.subscribers === 0 || (taskIds.length === 0 && !mayLack)) return;
    const tooMany = new Set(taskIds).size > MESSAGE_TASKS;
    this.bus.emit("message", await this.message(taskIds, newest, { tooMany, mayLack }));
  }

  /** The window that is read again, with what is new, begins after this id. */
  private windowBefore(newest: bigint): bigint {
    return newest > BigInt(OVERLAP) ? newest - BigInt(OVERLAP) : 0n;
  }

  /** Progress is decoration: it is shown, but wakes nobody and leaves no entry to resume from. */
  private progress(taskId: string): void {
    this.progressed.add(taskId);
    this.schedule(GATHER_PROGRESS_MS);
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
        const isQuiet = this.listener.isUp && !this.late.areExpected;
        this.schedule(again ? GATHER_MS : isQuiet ? BACKSTOP_MS : FALLBACK_MS);
      });
  }

  private async readNew(): Promise<void> {
    for (;;) {
      if (await this.late.haveCome(this.last)) this.hasMissed = true;
      const from = this.windowBefore(this.last);
      const entries = await this.ports.events.after(from, OVERLAP + 1_000);
      const fresh = entries.filter((entry) => !this.seen.has(entry.id));
      const newest = entries.at(-1)?.id ?? this.last;
      const progressed = [...this.progressed];
      await this.tell([...fresh.map(({ taskId }) => taskId), ...progressed], newest);
      this.hasMissed = false;
      await this.late.leftBehind(
        from,
        this.windowBefore(newest),
        entries.map(({ id }) => id),
      );
      if (fresh.length > 0) this.ports.onTold?.(Math.max(...fresh.map(({ ageSeconds }) => ageSeconds)));
      // Only now, so that what could not be told is read again.
      for (const { id } of fresh) this.seen.add(id);
      for (const taskId of progressed) this.progressed.delete(taskId);
      this.last = newest;
      for (const id of this.seen) if (id < this.last - BigInt(2 * OVERLAP)) this.seen.delete(id);
      if (fresh.length === 0) return;
    }
  }
}

function parseId(text: string | null): bigint | null {
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
