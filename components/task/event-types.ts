import type { EventView } from "@/lib/task-schemas";
import { TASK_EVENT_NAMES } from "@/lib/task-status";

/** Entries that moved no status. */
const NOTES = [
  "created",
  "claimed",
  "sent",
  "waiting",
  "acceptedLate",
  "submitUnsettled",
  "slotReleased",
  "runLinked",
  "sentAgain",
  "assigned",
  "breakerOpened",
  "outputStored",
  "outputFailed",
  "outputRetried",
  "outputRemoved",
  "deleted",
  "restored",
] as const;

/** All entries we have words for; others are shown by their name. */
export const EVENT_TYPES = [...TASK_EVENT_NAMES, ...NOTES] as const;

export type EventTone = "plain" | "good" | "bad" | "wait" | "now";

/** How an entry stands out, by where it led. */
export function toneOf(event: Pick<EventView, "type" | "toStatus">): EventTone {
  switch (event.toStatus) {
    case "SUCCESS":
      return "good";
    case "FAILED":
      return "bad";
    case "RUNNING":
      return "now";
    default:
      return event.type === "submitUnsettled" || event.type === "waiting" ? "wait" : "plain";
  }
}
