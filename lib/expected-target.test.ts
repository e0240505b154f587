import { expect, test } from "vitest";
import { expectedOf } from "./expected-target";
import type { TaskView } from "./task-schemas";

const BATCH = "0197a8f0-0000-7000-8000-000000000001";
// Only what the question is made of.
const task = (workflowId: string, batchId: string | null = null) =>
  ({ workflowId, kind: "workflow", batchId }) as TaskView;
const chosen = (...tasks: TaskView[]) => ({ kind: "tasks", tasks }) as const;

test("chosen tasks are asked about by workflow, everything that matches by its filter", () => {
  expect(expectedOf(chosen(task("1"), task("2"), task("1")))).toEqual({
    tasks: [
      { workflowId: "1", kind: "workflow", count: 2 },
      { workflowId: "2", kind: "workflow", count: 1 },
    ],
    batchId: null,
  });
  const filter = { status: ["FAILED" as const], q: "fox" };
  expect(expectedOf({ kind: "filter", filter, count: 3 })).toEqual({ filter });
});

test("the cap per batch is asked about where all of them are of one batch", () => {
  expect(expectedOf(chosen(task("1", BATCH), task("2", BATCH)))).toMatchObject({ batchId: BATCH });
  expect(expectedOf(chosen(task("1", BATCH), task("2")))).toMatchObject({ batchId: null });
});

test("what one question cannot hold is not asked", () => {
  expect(expectedOf(chosen())).toBeNull();
  expect(expectedOf({ kind: "failed", operationId: BATCH, count: 2 })).toBeNull();
  expect(expectedOf(chosen(...Array.from({ length: 101 }, (_, n) => task(String(n)))))).toBeNull();
});
