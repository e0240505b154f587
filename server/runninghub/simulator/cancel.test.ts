import { expect, test } from "vitest";
import { openBench, TEXT_TO_IMAGE, type TestBench } from "./harness";

const cancel = (bench: TestBench, taskId: string) => bench.v1("/task/openapi/cancel", { taskId });

test("cancelling a queued task frees its slot at once", async () => {
  const bench = await openBench();
  const taskId = await bench.create();
  expect(await cancel(bench, taskId)).toEqual({ code: 0, msg: "success", data: null });
  expect(await bench.create()).not.toBe(taskId);
});

test("cancelling a running task takes effect after a short delay in which it holds its slot", async () => {
  const bench = await openBench();
  const taskId = await bench.create();
  await bench.advance(2000);
  expect((await cancel(bench, taskId)).code).toBe(0);
  expect((await bench.v1("/task/openapi/status", { taskId })).data).toBe("RUNNING");
  expect(await bench.v1("/task/openapi/create", { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 421 });
  await bench.advance(800);
  expect((await bench.v1("/task/openapi/status", { taskId })).data).toBe("FAILED");
  expect((await cancel(bench, taskId)).code).toBe(0);
});

test.each([
  ["805", 805, { status: "FAILED", errorCode: "805" }],
  ["CANCEL", 805, { status: "CANCEL", errorCode: "" }],
  ["empty", 805, { status: "", errorCode: "" }],
  ["807", 807, { status: "", errorCode: "1004" }],
] as const)("a cancelled task can be reported the %s way", async (cancelReport, outputsCode, query) => {
  const bench = await openBench({ settings: { cancelReport } });
  const taskId = await bench.create();
  await cancel(bench, taskId);
  expect(await bench.v1("/task/openapi/outputs", { taskId })).toMatchObject({
    code: outputsCode,
    data: null,
  });
  expect(await bench.v2("/openapi/v2/query", { taskId })).toMatchObject(query);
});

test("a cancel can be accepted and ignored: the run goes on to its success", async () => {
  const bench = await openBench({ settings: { cancelEffect: "ignored" } });
  const taskId = await bench.create();
  await bench.advance(2000);
  expect((await cancel(bench, taskId)).code).toBe(0);
  await bench.advance(20_000);
  expect((await bench.v1("/task/openapi/outputs", { taskId })).code).toBe(0);
});

test("a success that comes before the interrupt lands wins", async () => {
  const bench = await openBench();
  await bench.control(`/workflows/${TEXT_TO_IMAGE}/behaviour`, { queueMs: 1000, runMs: 5000 });
  const taskId = await bench.create();
  await bench.advance(5500);
  await cancel(bench, taskId);
  await bench.advance(1000);
  expect((await bench.v2("/openapi/v2/query", { taskId })).status).toBe("SUCCESS");
});

test("cancelling a finished task answers 807, or code 1 when switched", async () => {
  const bench = await openBench();
  const taskId = await bench.create();
  await bench.advance(20_000);
  expect(await cancel(bench, taskId)).toMatchObject({ code: 807 });
  await bench.control("/settings", { cancelFinished: "code1" });
  expect(await cancel(bench, taskId)).toMatchObject({ code: 1, msg: "task cannot cancel" });
});

test("cancel without taskId, with taskIds, or for an unknown task says so", async () => {
  const bench = await openBench();
  expect(await bench.v1("/task/openapi/cancel", { taskIds: ["1"] })).toMatchObject({
    ...{ code: 301, msg: "taskId cannot be empty" },
  });
  expect(await cancel(bench, "1")).toEqual({ code: 807, msg: "APIKEY_TASK_NOT_FOUND", data: null });
});
