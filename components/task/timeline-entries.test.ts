import { describe, expect, it } from "vitest";
import type { EventView } from "@/lib/task-schemas";
import { timelineEntries } from "./timeline-entries";

function events(...types: string[]): EventView[] {
  return types.map((type, index) => ({
    id: String(index),
    type,
    fromStatus: null,
    toStatus: null,
    code: null,
    message: null,
    actor: "queue",
    at: new Date(index * 1_000).toISOString(),
  }));
}
const shown = (...types: string[]) =>
  timelineEntries(events(...types)).map(({ event, times }) => `${event.type}@${event.id} x${times}`);

describe("timelineEntries", () => {
  it("tells the newest first", () => {
    expect(shown("created", "start", "claimed", "sent", "accepted")).toEqual([
      "accepted@4 x1",
      "sent@3 x1",
      "claimed@2 x1",
      "start@1 x1",
      "created@0 x1",
    ]);
  });

  it("keeps hours of knocking at a full RunningHub to one entry per step, at the time of the last", () => {
    expect(
      shown("start", "claimed", "sent", "waiting", "claimed", "sent", "claimed", "sent", "accepted"),
    ).toEqual(["accepted@8 x1", "sent@7 x3", "claimed@6 x3", "waiting@3 x1", "start@0 x1"]);
  });

  it("tells how long each step took, by the events, also when states repeat or a clock was set back", () => {
    const [created, start, stop, again] = events("created", "start", "stop", "start");
    const set = [
      created,
      start && { ...start, at: new Date(60_000).toISOString() },
      stop && { ...stop, at: new Date(50_000).toISOString() },
      again && { ...again, at: new Date(95_000).toISOString() },
    ].filter((event) => event !== undefined);
    expect(timelineEntries(set).map(({ afterSeconds }) => afterSeconds)).toEqual([45, 0, 60, null]);
  });

  it("does not join what lies before and after another event", () => {
    expect(shown("sent", "stop", "sent")).toEqual(["sent@2 x1", "stop@1 x1", "sent@0 x1"]);
  });
});
