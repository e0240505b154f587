import type { EventView } from "@/lib/task-schemas";

export interface TimelineEntry {
  readonly event: EventView;
  /** How often it happened in a row; more than 1 only for attempts to submit. */
  readonly times: number;
  /** From the entry before it, by the events alone; null for the first. Never negative: clocks are set back at times. */
  readonly afterSeconds: number | null;
}

type Folded = Omit<TimelineEntry, "afterSeconds">;

/** Steps of one attempt to submit. While RunningHub has no room they repeat, perhaps for hours. */
const SUBMIT_STEPS: readonly string[] = ["claimed", "sent", "waiting"];

function isSubmitStep(event: EventView): boolean {
  return SUBMIT_STEPS.includes(event.type);
}

/** Puts attempts to submit that follow each other into one: the steps of the last of them, each with its count. */
function foldRun(run: readonly EventView[]): Folded[] {
  const lastOfEach = new Map<string, Folded>();
  for (const event of run) {
    const times = (lastOfEach.get(event.type)?.times ?? 0) + 1;
    lastOfEach.delete(event.type); // so that it moves to the end: entries stay in the order of time
    lastOfEach.set(event.type, { event, times });
  }
  return [...lastOfEach.values()];
}

/** @param events oldest first. @returns entries, newest first */
export function timelineEntries(events: readonly EventView[]): TimelineEntry[] {
  const entries: Folded[] = [];
  let run: EventView[] = [];
  for (const event of events) {
    if (isSubmitStep(event)) {
      run.push(event);
      continue;
    }
    entries.push(...foldRun(run), { event, times: 1 });
    run = [];
  }
  entries.push(...foldRun(run));
  return entries
    .map(
      (entry, index): TimelineEntry => ({ ...entry, afterSeconds: secondsAfter(entries[index - 1], entry) }),
    )
    .reverse();
}

function secondsAfter(before: Folded | undefined, entry: Folded): number | null {
  if (before === undefined) return null;
  return Math.max(0, (Date.parse(entry.event.at) - Date.parse(before.event.at)) / 1000);
}
