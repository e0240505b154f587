import { describe, expect, it } from "vitest";
import { taskTimes } from "./task-times";

const at = (clock: string) => `2026-05-01T10:${clock}.000Z`;
const now = Date.parse(at("20:00"));
const task = {
  status: "RUNNING" as const,
  queuedAt: at("00:00"),
  startedAt: at("05:00"),
  completedAt: null,
  timeoutAt: at("35:00"),
};

describe("taskTimes", () => {
  it("counts a running task up to now, against its limit", () => {
    expect(taskTimes(task, now)).toEqual({ waitedSeconds: 300, ranSeconds: 900, limitSeconds: 1800 });
  });

  it("stops counting at the end", () => {
    const done = { ...task, status: "SUCCESS" as const, completedAt: at("07:30") };
    expect(taskTimes(done, now)).toMatchObject({ waitedSeconds: 300, ranSeconds: 150 });
  });

  it("says how long a task waited that was stopped before it ran", () => {
    const stopped = {
      ...task,
      status: "STOPPED" as const,
      startedAt: null,
      timeoutAt: null,
      completedAt: at("02:00"),
    };
    expect(taskTimes(stopped, now)).toEqual({ waitedSeconds: 120, ranSeconds: null, limitSeconds: null });
  });

  it("never counts backwards when the clocks disagree a little", () => {
    expect(taskTimes(task, Date.parse(at("04:59"))).ranSeconds).toBe(0);
  });
});
