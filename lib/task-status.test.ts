import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderTaskLifecycle } from "../scripts/docs/task-lifecycle";
import {
  actionsFor,
  batchActions,
  isFinalized,
  isOffered,
  next,
  sourcesOf,
  startLabel,
  TASK_ACTION_NAMES,
  TASK_ACTIONS,
  TASK_EVENT_NAMES,
  TASK_STATUSES,
  type TaskEvent,
  type TaskStatus,
} from "./task-status";

/** The requirement, written out by hand once more: status by event. A dash = nothing happens. */
const EXPECTED: Record<TaskEvent, Record<TaskStatus, TaskStatus | "-">> = {
  start: {
    READY: "PENDING",
    PENDING: "-",
    QUEUED: "-",
    RUNNING: "-",
    SUCCESS: "-",
    FAILED: "PENDING",
    STOPPED: "PENDING",
  },
  stop: {
    READY: "-",
    PENDING: "STOPPED",
    QUEUED: "STOPPED",
    RUNNING: "STOPPED",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "-",
  },
  stopUndone: {
    READY: "-",
    PENDING: "-",
    QUEUED: "-",
    RUNNING: "-",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "PENDING",
  },
  accepted: {
    READY: "-",
    PENDING: "QUEUED",
    QUEUED: "-",
    RUNNING: "-",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "-",
  },
  running: {
    READY: "-",
    PENDING: "RUNNING",
    QUEUED: "RUNNING",
    RUNNING: "-",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "-",
  },
  succeeded: {
    READY: "-",
    PENDING: "SUCCESS",
    QUEUED: "SUCCESS",
    RUNNING: "SUCCESS",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "-",
  },
  failed: {
    READY: "-",
    PENDING: "FAILED",
    QUEUED: "FAILED",
    RUNNING: "FAILED",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "-",
  },
  timedOut: {
    READY: "-",
    PENDING: "FAILED",
    QUEUED: "FAILED",
    RUNNING: "FAILED",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "-",
  },
  submitUnknown: {
    READY: "-",
    PENDING: "FAILED",
    QUEUED: "-",
    RUNNING: "-",
    SUCCESS: "-",
    FAILED: "-",
    STOPPED: "-",
  },
  retried: {
    READY: "-",
    PENDING: "-",
    QUEUED: "-",
    RUNNING: "-",
    SUCCESS: "-",
    FAILED: "PENDING",
    STOPPED: "-",
  },
  corrected: {
    READY: "-",
    PENDING: "-",
    QUEUED: "-",
    RUNNING: "-",
    SUCCESS: "-",
    FAILED: "SUCCESS",
    STOPPED: "-",
  },
};

describe.each(TASK_EVENT_NAMES)("%s", (event) => {
  test.each(TASK_STATUSES)("from %s leads where the requirement says", (status) => {
    const expected = EXPECTED[event][status];
    expect(next(status, event)).toBe(expected === "-" ? null : expected);
    expect(sourcesOf(event).includes(status)).toBe(expected !== "-");
  });
});

describe.each(TASK_STATUSES)("a %s task", (status) => {
  const offered: Record<TaskStatus, string[]> = {
    READY: ["start", "delete"],
    PENDING: ["stop", "delete"],
    QUEUED: ["stop", "delete"],
    RUNNING: ["stop", "delete"],
    SUCCESS: ["delete"],
    FAILED: ["start", "delete"],
    STOPPED: ["start", "delete"],
  };
  test("offers exactly the buttons of the requirement", () => {
    expect(actionsFor(status)).toEqual(offered[status]);
  });
  test.each(TASK_ACTION_NAMES)("offers %s only where its event is legal", (action) => {
    if (action !== "delete") expect(isOffered(action, status)).toBe(next(status, action) !== null);
    else expect(isOffered(action, status)).toBe(true);
  });
  test("calls start restart only after a run", () => {
    expect(startLabel(status)).toBe(isFinalized(status) ? "restart" : "start");
  });
});

test("a batch offers an action exactly when every selected task does", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TASK_STATUSES), { minLength: 1 }), (statuses) => {
      const offered = batchActions(statuses);
      for (const action of TASK_ACTION_NAMES) {
        expect(offered.includes(action)).toBe(
          statuses.every((status) => actionsFor(status).includes(action)),
        );
      }
    }),
  );
});

test("one READY and one RUNNING task can only be deleted together", () => {
  expect(batchActions(["READY", "RUNNING"])).toEqual(["delete"]);
});

test("an empty selection offers nothing", () => {
  expect(batchActions([])).toEqual([]);
});

test("stop and delete ask first, start does not", () => {
  expect(TASK_ACTION_NAMES.filter((action) => TASK_ACTIONS[action].needsConfirm)).toEqual(["stop", "delete"]);
});

test("docs/task-lifecycle.md is what the state machine says", async () => {
  expect(await readFile(new URL("../docs/task-lifecycle.md", import.meta.url), "utf8")).toBe(
    renderTaskLifecycle(),
  );
});
