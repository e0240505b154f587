import { expect, it } from "vitest";
import { asItWas, expectedAfter } from "./expected-task";
import { foldChanges, foldOwn, NOTHING_LIVE } from "./live-tasks";
import type { TaskChanges, TaskView } from "./task-schemas";

/** Only what expecting and folding read. */
const READY = { id: "a", status: "READY", updatedAt: "2026-01-01T00:00:00.000Z" } as TaskView;
const COUNTS = { READY: 1, PENDING: 0, QUEUED: 0, RUNNING: 0, SUCCESS: 0, FAILED: 0, STOPPED: 0 };
const heard = (task: TaskView): TaskChanges => ({
  tasks: [task],
  deletedIds: [],
  counts: COUNTS,
  reset: false,
});
const status = (live: typeof NOTHING_LIVE) => live.tasks.get("a")?.status;
const expected = foldOwn(NOTHING_LIVE, { tasks: [expectedAfter("start", READY)] });

it("news that was on its way does not undo what was pressed since", () => {
  expect(status(foldChanges(expected, heard(READY)))).toBe("PENDING");
});

it("what the server did afterwards counts, also when it refuses", () => {
  const stopped: TaskView = { ...READY, status: "STOPPED", updatedAt: "2026-01-01T00:00:00.500Z" };
  expect(status(foldChanges(expected, heard(stopped)))).toBe("STOPPED");
  expect(status(foldOwn(foldChanges(expected, heard(stopped)), { tasks: [asItWas(READY)] }))).toBe("STOPPED");
});

it("what was refused looks as it was", () => {
  expect(status(foldOwn(expected, { tasks: [asItWas(READY)] }))).toBe("READY");
});
