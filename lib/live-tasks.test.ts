import { expect, it } from "vitest";
import { foldChanges, foldOwn, NOTHING_LIVE } from "./live-tasks";
import type { StatusCounts, TaskView } from "./task-schemas";

const COUNTS: StatusCounts = {
  READY: 1,
  PENDING: 0,
  QUEUED: 0,
  RUNNING: 0,
  SUCCESS: 0,
  FAILED: 0,
  STOPPED: 0,
};

/** Only what folding reads; the list's own test uses whole tasks. */
function task(id: string, updatedAt: string): TaskView {
  return { id, updatedAt } as TaskView;
}

function heard(tasks: TaskView[], deletedIds: string[] = []) {
  return { tasks, deletedIds, counts: COUNTS, reset: false };
}

it("keeps the newer of two messages about one task, in whichever order they come", () => {
  const late = foldChanges(NOTHING_LIVE, heard([task("a", "2026-01-01T00:00:05Z")]));
  const live = foldChanges(late, heard([task("a", "2026-01-01T00:00:01Z")]));
  expect(live.tasks.get("a")?.updatedAt).toBe("2026-01-01T00:00:05Z");
});

it("forgets a deleted task, and knows it again once its deletion is undone", () => {
  const known = foldChanges(NOTHING_LIVE, heard([task("a", "2026-01-01T00:00:01Z")]));
  const deleted = foldChanges(known, heard([], ["a"]));
  expect(deleted.tasks.has("a")).toBe(false);
  expect(deleted.deletedIds.has("a")).toBe(true);
  const restored = foldChanges(deleted, heard([task("a", "2026-01-01T00:00:02Z")]));
  expect(restored.deletedIds.has("a")).toBe(false);
});

it("takes nothing for deleted after a reset: what was missed may have brought it back", () => {
  const deleted = foldChanges(NOTHING_LIVE, heard([], ["a"]));
  const live = foldChanges(deleted, { ...heard([]), reset: true });
  expect(live.deletedIds.has("a")).toBe(false);
});

it("stays small on a page open for days", () => {
  let live = NOTHING_LIVE;
  for (let n = 0; n < 50; n++) {
    live = foldChanges(
      live,
      heard(Array.from({ length: 100 }, (_, i) => task(`${n}-${i}`, "2026-01-01T00:00:00Z"))),
    );
  }
  expect(live.tasks.size).toBe(2_000);
  expect(live.tasks.has("49-99")).toBe(true);
});

it("does not invent counts from this browser's own actions", () => {
  expect(foldOwn(NOTHING_LIVE, { deletedIds: ["a"] }).counts).toBeNull();
  const live = foldChanges(NOTHING_LIVE, heard([]));
  expect(foldOwn(live, { deletedIds: ["a"] }).counts).toEqual(COUNTS);
});
