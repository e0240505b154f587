import { expect, test } from "vitest";
import { errorNumber, isUnanswered, retryDelayMs, wasDone } from "./client-error";

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

test("a server that refuses has answered; one behind a closed door, or not ready, has not", () => {
  for (const code of ["UNAUTHENTICATED", "RATE_LIMITED", "FORBIDDEN", "INTERNAL"])
    expect(isUnanswered(refused(code))).toBe(false);
  for (const error of [new TypeError("Failed to fetch"), new Error("Bad gateway"), refused("NOT_READY")])
    expect(isUnanswered(error)).toBe(true);
});

test("a read is tried again when the server wants it, else later each time", () => {
  expect(retryDelayMs(1, { data: { appCode: "RATE_LIMITED", retryAfterSeconds: 4 } })).toBe(4_000);
  expect([0, 1].map((failures) => retryDelayMs(failures, new Error("Bad gateway")))).toEqual([1_000, 2_000]);
});

test("an error is found in the log by the number of its request, a page's by its digest, and others not at all", () => {
  expect(errorNumber({ data: { appCode: "INTERNAL", requestId: "r-1" } })).toBe("r-1");
  expect(errorNumber(Object.assign(new Error("x"), { digest: "1234" }))).toBe("1234");
  expect(errorNumber(new Error("x"))).toBeNull();
});
