import { expect, test } from "vitest";
import { wasDone } from "./client-error";

const refused = (appCode: string, status?: string) => ({ data: { appCode, status } });

test("a start asked for twice was done when the task is in line or further", () => {
  for (const status of ["PENDING", "QUEUED", "RUNNING"])
    expect(wasDone("start", refused("INVALID_TRANSITION", status))).toBe(true);
  for (const status of ["SUCCESS", undefined])
    expect(wasDone("start", refused("INVALID_TRANSITION", status))).toBe(false);
  expect(wasDone("start", refused("TASK_NOT_FOUND"))).toBe(false);
});

test("a stop was done when the task is stopped, a delete when it is gone", () => {
  expect(wasDone("stop", refused("INVALID_TRANSITION", "STOPPED"))).toBe(true);
  expect(wasDone("stop", refused("INVALID_TRANSITION", "READY"))).toBe(false);
  expect(wasDone("delete", refused("TASK_NOT_FOUND"))).toBe(true);
  expect(wasDone("delete", refused("FORBIDDEN"))).toBe(false);
});
