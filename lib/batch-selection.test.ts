import { describe, expect, it } from "vitest";
import { everyMatchStatuses } from "./batch-selection";
import { batchActions } from "./task-status";

const COUNTS = { READY: 3, PENDING: 0, QUEUED: 0, RUNNING: 1, SUCCESS: 0, FAILED: 2, STOPPED: 0 };

describe("selecting everything that matches", () => {
  it("offers start where only startable tasks can match", () => {
    expect(batchActions(everyMatchStatuses({ status: ["FAILED"] }, COUNTS))).toEqual(["start", "delete"]);
  });

  it("offers only delete as soon as a running task may be among them", () => {
    expect(batchActions(everyMatchStatuses({}, COUNTS))).toEqual(["delete"]);
  });

  it("assumes every status while the counts are unknown", () => {
    expect(batchActions(everyMatchStatuses({ q: "fox" }, undefined))).toEqual(["delete"]);
  });
});
