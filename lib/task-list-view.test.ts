import { describe, expect, it } from "vitest";
import { foldChanges, type LiveTasks, NOTHING_LIVE } from "./live-tasks";
import { arrange, broughtBack, type ListQuestion, matches, type Reading, settle } from "./task-list-view";
import type { StatusCounts, TaskPage, TaskView } from "./task-schemas";
import type { TaskStatus } from "./task-status";

const COUNTS: StatusCounts = {
  READY: 0,
  PENDING: 0,
  QUEUED: 0,
  RUNNING: 0,
  SUCCESS: 0,
  FAILED: 0,
  STOPPED: 0,
};
const NEWEST_FIRST: ListQuestion = { filter: {}, sort: "-createdAt", firstPage: true };

function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
}

/** A task created in that minute; `updated` is the minute of its last change. */
function task(minute: number, status: TaskStatus = "READY", updated = minute): TaskView {
  return {
    id: `task-${String(minute).padStart(3, "0")}`,
    workflowName: "Blend",
    workflowId: "1",
    kind: "workflow",
    description: null,
    batchId: null,
    batchRow: null,
    nodeCount: 1,
    nodeInfoList: [],
    status,
    statusReason: null,
    runningHubTaskId: null,
    attempt: 0,
    queuePosition: null,
    accountId: null,
    ranOnAccountId: null,
    site: "site.test",
    hold: null,
    waiting: null,
    progress: null,
    outputs: [],
    cost: null,
    instanceType: null,
    timeoutMinutes: null,
    workflowVersionId: null,
    createdAt: at(minute),
    queuedAt: null,
    startedAt: null,
    completedAt: null,
    timeoutAt: null,
    updatedAt: at(updated),
  };
}

function page(items: TaskView[], nextCursor: string | null = null): TaskPage {
  return { items, nextCursor, counts: COUNTS };
}

function live(tasks: TaskView[], deletedIds: string[] = []): LiveTasks {
  return foldChanges(NOTHING_LIVE, { tasks, deletedIds, counts: COUNTS, reset: false });
}

const ids = (view: { rows: { task: TaskView }[] }) => view.rows.map((row) => row.task.id);

describe("arrange", () => {
  it("patches a visible row in place", () => {
    const shown = [task(3), task(2), task(1)];
    const view = arrange(shown, page(shown), live([task(2, "RUNNING", 9)]), NEWEST_FIRST);
    expect(ids(view)).toEqual(["task-003", "task-002", "task-001"]);
    expect(view.rows[1]?.task.status).toBe("RUNNING");
  });

  it("never lets an older reading overwrite a newer one, whichever came by which way", () => {
    const shown = [task(1, "PENDING", 5)];
    const lateFetch = page([task(1, "READY", 1)]);
    expect(arrange(shown, lateFetch, NOTHING_LIVE, NEWEST_FIRST).rows[0]?.task.status).toBe("PENDING");
    const lateNews = live([task(1, "READY", 1)]);
    expect(arrange(shown, page(shown), lateNews, NEWEST_FIRST).rows[0]?.task.status).toBe("PENDING");
  });

  it("announces new tasks instead of moving rows, heard live or fetched", () => {
    const shown = [task(2), task(1)];
    const view = arrange(shown, page([task(3), ...shown]), live([task(3), task(4)]), NEWEST_FIRST);
    expect(ids(view)).toEqual(["task-002", "task-001"]);
    expect([...view.arrivedIds].sort()).toEqual(["task-003", "task-004"]);
  });

  it("announces nothing that another tab or page would show", () => {
    const shown = [task(2), task(1)];
    const failedOnly: ListQuestion = { ...NEWEST_FIRST, filter: { status: ["READY"] } };
    expect(arrange(shown, page(shown), live([task(3, "FAILED")]), failedOnly).arrivedIds).toEqual([]);
    const secondPage: ListQuestion = { ...NEWEST_FIRST, firstPage: false };
    expect(arrange(shown, page(shown), live([task(3)]), secondPage).arrivedIds).toEqual([]);
  });

  it("keeps the place of a row that was deleted or no longer matches, and says which", () => {
    const shown = [task(3), task(2), task(1)];
    const question: ListQuestion = { ...NEWEST_FIRST, filter: { status: ["READY"] } };
    const news = live([task(2, "PENDING", 9)], ["task-003"]);
    const view = arrange(shown, page([task(1)]), news, question);
    expect(view.rows.map((row) => row.gone)).toEqual(["deleted", "moved", null]);
  });

  it("notices a deletion it never heard of, but not on rows that only slid to the next page", () => {
    const shown = [task(3), task(2), task(1)];
    const view = arrange(
      shown,
      page([task(4), task(3), task(2)].slice(0, 2), "more"),
      NOTHING_LIVE,
      NEWEST_FIRST,
    );
    expect(view.rows.map((row) => row.gone)).toEqual([null, null, null]);
    const without2 = arrange(shown, page([task(3), task(1)]), NOTHING_LIVE, NEWEST_FIRST);
    expect(without2.rows.map((row) => row.gone)).toEqual([null, "deleted", null]);
  });

  it("keeps finished tasks before the others when the list goes by completion", () => {
    const finished = (minute: number, end: number) => ({ ...task(minute, "SUCCESS"), completedAt: at(end) });
    const byEnd = { ...NEWEST_FIRST, sort: "-completedAt" as const };
    const shown = [finished(1, 9), finished(5, 8), task(7), task(6)];
    const view = arrange(shown, page([finished(2, 10), ...shown]), NOTHING_LIVE, byEnd);
    expect(view.arrivedIds).toEqual(["task-002"]);
    expect(ids(arrange(shown, page([...shown, task(3)]), NOTHING_LIVE, byEnd)).at(-1)).toBe("task-003");
  });

  it("adds what follows at the foot, where it moves nothing, and fills an empty list at once", () => {
    const view = arrange([task(3)], page([task(3), task(2)]), NOTHING_LIVE, NEWEST_FIRST);
    expect(ids(view)).toEqual(["task-003", "task-002"]);
    expect(ids(arrange([], page([task(5)]), NOTHING_LIVE, NEWEST_FIRST))).toEqual(["task-005"]);
  });
});

describe("settle", () => {
  it("opens a page without what was deleted or moved on since it was fetched", () => {
    const fetched = page([task(3), task(2), task(1)]);
    const news = live([task(2, "SUCCESS", 9)], ["task-003"]);
    expect(settle(fetched, news, { status: ["READY"] }).map((item) => item.id)).toEqual(["task-001"]);
  });
});

describe("broughtBack", () => {
  const reading = (readAtMs: number, deletedIds: string[] = [], key = "first page"): Reading => ({
    key,
    readAtMs,
    deletedIds: new Set(deletedIds),
  });
  const ofPage = (before: Reading, now: Reading) =>
    broughtBack(page([task(2), task(1)]), before, now).map(({ id }) => id);

  it("finds what was deleted before the page was asked for and is on it all the same", () => {
    expect(ofPage(reading(1, ["task-002", "task-009"]), reading(2, ["task-002", "task-009"]))).toEqual([
      "task-002",
    ]);
  });

  it("leaves deleted what went while the page was on its way, or is on a page read before", () => {
    expect(ofPage(reading(1), reading(2, ["task-002"]))).toEqual([]);
    expect(ofPage(reading(1, ["task-002"]), reading(1, ["task-002"]))).toEqual([]);
    expect(ofPage(reading(1, ["task-002"], "last page"), reading(2, ["task-002"]))).toEqual([]);
  });
});

describe("matches", () => {
  it("looks for the words in name, id and description, in any case", () => {
    expect(matches(task(1), { q: "bLEN" })).toBe(true);
    expect(matches(task(1), { q: "task-001" })).toBe(true);
    expect(matches(task(1), { q: "other" })).toBe(false);
  });

  it("looks for the words in texts among the inputs and names of files, but not in numbers", () => {
    const nodeInfoList = [
      { nodeId: "6", fieldName: "text", fieldValue: "A Lighthouse" },
      { nodeId: "3", fieldName: "steps", fieldValue: 4711 },
      { nodeId: "2", fieldName: "image", uploadId: "u", fileName: "IMG_1.jpg" },
    ];
    const made = { ...task(1), nodeInfoList };
    expect(matches(made, { q: "lighthouse" })).toBe(true);
    expect(matches(made, { q: "img_1" })).toBe(true);
    expect(matches(made, { q: "4711" })).toBe(false);
  });

  it("takes a task for the account it is bound to, else for that of its newest run", () => {
    const shared = { ...task(1), ranOnAccountId: "a" };
    expect(matches(shared, { accountId: "a" })).toBe(true);
    expect(matches({ ...shared, accountId: "b" }, { accountId: "a" })).toBe(false);
  });

  it("takes the end of a span as the server does: that moment is no part of it", () => {
    expect(matches(task(0), { createdBefore: at(0) })).toBe(false);
    expect(matches(task(0), { createdAfter: at(0), createdBefore: at(1) })).toBe(true);
  });

  it("compares dates as instants, whatever the offset they are written in", () => {
    expect(matches(task(0), { createdAfter: "2026-01-01T20:00:00+08:00" })).toBe(true);
    expect(matches(task(0), { createdBefore: "2026-01-01T19:59:00+08:00" })).toBe(false);
  });
});
