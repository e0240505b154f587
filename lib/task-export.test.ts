import { expect, test } from "vitest";
import { exportAddress } from "./task-export";
import { exportTasksSchema } from "./task-export-schema";

test("the address means the same filter and sort to the server", () => {
  const filter = {
    status: ["FAILED", "STOPPED"] as ("FAILED" | "STOPPED")[],
    q: "cat & 猫",
    hasError: true as const,
    createdAfter: "2026-01-31T16:00:00.000Z",
    batchId: undefined,
  };
  const { searchParams } = new URL(exportAddress(filter, "completedAt", "csv"), "http://hubqueue.example");
  expect(exportTasksSchema.parse(Object.fromEntries(searchParams))).toEqual({
    ...filter,
    sort: "completedAt",
    format: "csv",
  });
});
