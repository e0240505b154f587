/** What a browser tells its person of what happened, and what it keeps to itself. */
import { z } from "zod";
import type { HookData } from "./notification-schemas";

export const BROWSER_EVENTS = ["batchEnded", "queueStuck", "taskFailed"] as const;
export type BrowserEvent = (typeof BROWSER_EVENTS)[number];

/** What one browser was asked to do. */
export const browserWishesSchema = z.object({
  notification: z.boolean(),
  sound: z.boolean(),
  /** 0 to 1. */
  volume: z.number().min(0).max(1),
  events: z.array(z.enum(BROWSER_EVENTS)),
});
export type BrowserWishes = z.output<typeof browserWishesSchema>;
export const NO_WISHES: BrowserWishes = {
  notification: false,
  sound: false,
  volume: 0.5,
  events: ["batchEnded", "queueStuck"],
};

/** Null: from now on. */
export const newsSinceSchema = z
  .object({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .nullable(),
  })
  .strict();

type FailedTask = HookData["taskFailed"]["tasks"][number];

/**
 * What happened since somebody asked last, and a little before it: what was committed late would be missed otherwise. The
 * same thing has the same key in every answer.
 */
export interface RecentNews {
  /** To be given with the next question. */
  readonly cursor: string;
  readonly batches: readonly (HookData["batchEnded"] & { readonly key: string })[];
  /** Tasks that are still failed: `count` of them, the latest named. */
  readonly failed: {
    readonly count: number;
    readonly tasks: readonly (Pick<FailedTask, "id" | "workflowName" | "reason"> & {
      readonly key: string;
    })[];
  };
  /** As long as the queue stands still. */
  readonly stuck: (HookData["queueStuck"] & { readonly key: string }) | null;
}

/** What the tabs of one browser know together. */
export const newsMemorySchema = z.object({
  cursor: z.string(),
  /** When the answer came, in milliseconds of the browser's clock. */
  heardAt: z.number(),
  /** Keys of what is known, told or not. */
  known: z.array(z.string()),
});
export type NewsMemory = z.output<typeof newsMemorySchema>;

/** One thing to tell. */
export type BrowserLetter =
  | { readonly event: "batchEnded"; readonly key: string; readonly data: HookData["batchEnded"] }
  | {
      readonly event: "taskFailed";
      readonly key: string;
      readonly count: number;
      readonly task: Omit<RecentNews["failed"]["tasks"][number], "key">;
    }
  | { readonly event: "queueStuck"; readonly key: string; readonly data: HookData["queueStuck"] }
  /** Of more than anybody wants to read one by one, and of what happened while the computer slept. */
  | {
      readonly event: "summary";
      readonly key: string;
      readonly batches: number;
      readonly failed: number;
      readonly isStuck: boolean;
    };

/** After such a pause nobody was listening: what happened meanwhile is old. */
const PAUSE_MS = 600_000;
const MOST_LETTERS = 3;
/** More than the server's answers reach back. */
const MOST_KNOWN = 600;

/** Whether what was heard last is so long ago that a page which opens now begins anew. */
export function isOld({ heardAt }: NewsMemory, nowMs: number): boolean {
  return nowMs - heardAt > PAUSE_MS;
}

/**
 * What of an answer is to be told, and what is known afterwards. The first answer is only remembered.
 * @param memory null before the first answer
 */
export function hear(
  news: RecentNews,
  memory: NewsMemory | null,
  events: readonly BrowserEvent[],
  nowMs: number,
): { letters: BrowserLetter[]; memory: NewsMemory } {
  const keys = [news.stuck, ...news.batches, ...news.failed.tasks].flatMap((one) => one?.key ?? []);
  const known = new Set([...(memory?.known ?? []), ...keys]);
  const after = { cursor: news.cursor, heardAt: nowMs, known: [...known].slice(-MOST_KNOWN) };
  if (memory === null) return { letters: [], memory: after };
  const letters = lettersOf(news, new Set(memory.known), events);
  const isMuch = letters.length > MOST_LETTERS || (letters.length > 0 && isOld(memory, nowMs));
  return { letters: isMuch ? [summaryOf(letters)] : letters, memory: after };
}

function lettersOf(
  { batches, failed, stuck }: RecentNews,
  known: ReadonlySet<string>,
  events: readonly BrowserEvent[],
): BrowserLetter[] {
  const letters: BrowserLetter[] = [];
  for (const { key, ...data } of events.includes("batchEnded") ? batches : [])
    if (!known.has(key)) letters.push({ event: "batchEnded", key, data });
  const fresh = events.includes("taskFailed") ? failed.tasks.filter(({ key }) => !known.has(key)) : [];
  const [latest] = fresh;
  if (latest !== undefined) {
    const { key, ...task } = latest;
    // Of those that are counted and not named none can be known: they are further back than what was asked for.
    const count = fresh.length < failed.tasks.length ? fresh.length : failed.count;
    letters.push({ event: "taskFailed", key, count, task });
  }
  if (stuck !== null && events.includes("queueStuck") && !known.has(stuck.key)) {
    const { key, ...data } = stuck;
    letters.push({ event: "queueStuck", key, data });
  }
  return letters;
}

function summaryOf(letters: readonly BrowserLetter[]): BrowserLetter {
  return {
    event: "summary",
    key: letters.map(({ key }) => key).join(" "),
    batches: letters.filter(({ event }) => event === "batchEnded").length,
    failed: letters.reduce((sum, letter) => sum + (letter.event === "taskFailed" ? letter.count : 0), 0),
    isStuck: letters.some(({ event }) => event === "queueStuck"),
  };
}
