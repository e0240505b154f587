import { expect, it } from "vitest";
import { addNews, NO_NEWS } from "./task-news";
import type { TaskView } from "./task-schemas";
import type { TaskStatus } from "./task-status";

/** A task as a message tells of it; `age` is how many seconds ago it ended. */
function told(id: string, status: TaskStatus, age: number | null = null): TaskView {
  const updatedAt = "2026-01-01T12:00:00.000Z";
  const completedAt = age === null ? null : new Date(Date.parse(updatedAt) - age * 1000).toISOString();
  return { id, status, updatedAt, completedAt } as TaskView; // the news look at nothing else
}

it("counts each end once, however often the task is told of afterwards", () => {
  const known = new Map<string, TaskStatus>([
    ["a", "RUNNING"],
    ["b", "RUNNING"],
    ["c", "READY"],
  ]);
  const first = addNews(NO_NEWS, known, [
    told("a", "SUCCESS", 0),
    told("b", "FAILED", 0),
    told("c", "PENDING"),
  ]);
  expect(first).toEqual({ finished: 1, failed: 1 });
  expect(addNews(first, known, [told("a", "SUCCESS", 2), told("b", "PENDING")])).toEqual(first);
  expect(addNews(NO_NEWS, known, [told("b", "SUCCESS", 0)])).toEqual({ finished: 1, failed: 0 });
});

it("takes an end of a task nobody has seen for news only while it is fresh", () => {
  const known = new Map<string, TaskStatus>();
  const news = addNews(NO_NEWS, known, [told("fresh", "SUCCESS", 1), told("old", "SUCCESS", 3600)]);
  expect(news).toEqual({ finished: 1, failed: 0 });
});

it("says nothing of what a person stopped", () => {
  const known = new Map<string, TaskStatus>([["a", "RUNNING"]]);
  expect(addNews(NO_NEWS, known, [told("a", "STOPPED", 0)])).toEqual(NO_NEWS);
});
