import { afterAll, beforeAll, expect, test } from "vitest";
import type { TaskSort } from "@/lib/task-schemas";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
let ids: string[];
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  ids = [];
  for (const prompt of ["one", "two", "three", "four"])
    ids.push((await harness.createTask(prompt, { start: false })).id);
});
afterAll(() => harness.stop());

const NOWHERE = "01890000-0000-7000-8000-00000000dead";
const beside = (id: string, sort: TaskSort, status?: "READY" | "PENDING") =>
  harness.app.taskQueries.neighbours({ id, sort, filter: status ? { status: [status] } : {} });

test("walking by neighbours visits the list in its order, both ways, and ends at its ends", async () => {
  for (const sort of ["-createdAt", "createdAt", "-completedAt"] as const) {
    const listed = (await harness.app.taskQueries.list({ sort, limit: 50 })).items.map(({ id }) => id);
    for (const [at, id] of listed.entries()) {
      expect(await beside(id, sort)).toEqual({
        previous: listed[at - 1] ?? null,
        next: listed[at + 1] ?? null,
      });
    }
  }
});

test("the filter of the list is kept, also for a task that no longer matches it", async () => {
  const [one = "", two = "", three = "", four = ""] = ids;
  await harness.app.taskController.start(ADMIN, two);
  expect(await beside(two, "createdAt", "READY")).toEqual({ previous: one, next: three });
  expect(await beside(three, "createdAt", "READY")).toEqual({ previous: one, next: four });
  expect(await beside(four, "createdAt", "PENDING")).toEqual({ previous: two, next: null });
});

test("deleted tasks are passed over, and have no neighbours themselves", async () => {
  const [, two = "", three = "", four = ""] = ids;
  await harness.app.taskController.remove(ADMIN, three);
  expect(await beside(two, "createdAt")).toMatchObject({ next: four });
  for (const id of [three, NOWHERE, "nonsense"])
    await expect(beside(id, "createdAt")).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
});
