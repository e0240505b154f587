import { expect, test } from "vitest";
import { openBench, TEXT_TO_IMAGE } from "./harness";

test("status, outputs and query tell the same story at every moment of a run", async () => {
  const bench = await openBench();
  await bench.control(`/workflows/${TEXT_TO_IMAGE}/behaviour`, { createMs: 500, queueMs: 1000, runMs: 6000 });
  const taskId = await bench.create();
  const look = async () => {
    const [status, outputs, query] = [
      await bench.v1("/task/openapi/status", { taskId }),
      await bench.v1("/task/openapi/outputs", { taskId }),
      await bench.v2("/openapi/v2/query", { taskId }),
    ];
    return [status.data, outputs.code, query.status];
  };
  const seen = [];
  for (const ms of [0, 500, 999, 1, 5999, 1]) {
    await bench.advance(ms);
    seen.push(await look());
  }
  expect(seen).toEqual([
    ["CREATE", 813, "CREATE"],
    ["QUEUED", 813, "QUEUED"],
    ["QUEUED", 813, "QUEUED"],
    ["RUNNING", 804, "RUNNING"],
    ["RUNNING", 804, "RUNNING"],
    ["SUCCESS", 0, "SUCCESS"],
  ]);
});

test("speed shortens the waiting but not the bill", async () => {
  const bench = await openBench({ speed: 100 });
  await bench.control(`/workflows/${TEXT_TO_IMAGE}/behaviour`, { queueMs: 1000, runMs: 20_000 });
  const taskId = await bench.create();
  await bench.advance(211);
  const { code, data } = await bench.v1("/task/openapi/outputs", { taskId });
  expect(code).toBe(0);
  expect(data[0]).toMatchObject({
    taskCostTime: "20",
    consumeCoins: "4",
    consumeMoney: null,
    fileType: "png",
    nodeId: "7",
  });
  const query = await bench.v2("/openapi/v2/query", { taskId });
  expect(query.usage).toEqual({
    ...{ consumeMoney: null, consumeCoins: "4", taskCostTime: "20", thirdPartyConsumeMoney: null },
  });
  expect((await bench.v1("/uc/openapi/accountStatus")).data.remainCoins).toBe("9996");
});

test.each([
  [
    "oom",
    {
      exception_type: "torch.OutOfMemoryError",
      node_name: "KSampler",
      traceback: expect.stringMatching(/^\[/),
    },
  ],
  ["audit", { exception_type: "audit.RHAuditException", msg: "Porn" }],
  ["av1", { exception_message: expect.stringContaining("could not be loaded with cv") }],
  ["plain-string", "工作流运行失败"],
])("a %s failure is reported as 805 with its reason", async (failure, reason) => {
  const bench = await openBench();
  await bench.control(`/workflows/${TEXT_TO_IMAGE}/behaviour`, { failure });
  const taskId = await bench.create();
  await bench.advance(20_000);
  const outputs = await bench.v1("/task/openapi/outputs", { taskId });
  expect(outputs).toMatchObject({ code: 805, msg: "APIKEY_TASK_STATUS_ERROR" });
  if (typeof reason === "string") expect(outputs.data.failedReason).toBe(reason);
  else expect(outputs.data.failedReason).toMatchObject(reason);
  const query = await bench.v2("/openapi/v2/query", { taskId });
  expect(query).toMatchObject({ status: "FAILED", errorCode: "805", results: null });
  if (typeof reason !== "string") expect(query.failedReason.traceback ?? []).toBeInstanceOf(Array);
});

test("a failure may come without any reason, or as error 1000", async () => {
  const bench = await openBench({ limit: 2 });
  const [silent, unknown] = [await bench.create(), await bench.create()];
  await bench.control(`/tasks/${silent}`, { state: "FAILED", failure: "null" });
  await bench.control(`/tasks/${unknown}`, { state: "FAILED", failure: "unknown-1000" });
  expect(await bench.v1("/task/openapi/outputs", { taskId: silent })).toMatchObject({
    code: 805,
    data: null,
  });
  expect(await bench.v2("/openapi/v2/query", { taskId: unknown })).toMatchObject({
    errorCode: "1000",
    status: "FAILED",
  });
});

test("a polled FAILED can turn out false while the slot stays taken", async () => {
  const bench = await openBench();
  await bench.control("/tasks/next", { flapFailedThenSuccess: 2 });
  const taskId = await bench.create();
  await bench.advance(2000);
  expect((await bench.v2("/openapi/v2/query", { taskId })).status).toBe("FAILED");
  expect((await bench.v1("/task/openapi/outputs", { taskId })).code).toBe(805);
  expect((await bench.v2("/openapi/v2/query", { taskId })).status).toBe("RUNNING");
  expect(await bench.v1("/task/openapi/create", { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 421 });
  await bench.advance(20_000);
  expect((await bench.v2("/openapi/v2/query", { taskId })).status).toBe("SUCCESS");
});

test("a success may show its outputs late, as [] or null, or have none at all", async () => {
  const bench = await openBench({ limit: 3 });
  const [list, none, never] = [await bench.create(), await bench.create(), await bench.create()];
  await bench.control(`/tasks/${list}`, { state: "SUCCESS", emptyOutputsTimes: 1 });
  await bench.control(`/tasks/${none}`, { state: "SUCCESS", emptyOutputsTimes: 1, emptyOutputsAs: "null" });
  await bench.control(`/tasks/${never}`, { state: "SUCCESS", noOutputs: true });
  const outputs = async (taskId: string) => (await bench.v1("/task/openapi/outputs", { taskId })).data;
  expect([await outputs(list), await outputs(none), await outputs(never)]).toEqual([[], null, []]);
  expect([(await outputs(list)).length, (await outputs(none)).length, (await outputs(never)).length]).toEqual(
    [1, 1, 0],
  );
});

test("a task can be held in a state, lost, and unknown for a moment after create", async () => {
  const bench = await openBench({ limit: 2 });
  const held = await bench.create();
  const statusOf = async (taskId: string) => bench.v1("/task/openapi/status", { taskId });
  await bench.control(`/tasks/${held}`, { state: "QUEUED" });
  await bench.advance(3_600_000);
  expect((await statusOf(held)).data).toBe("QUEUED");
  await bench.control(`/tasks/${held}`, { state: "RUNNING" });
  await bench.advance(3_600_000);
  expect((await statusOf(held)).data).toBe("RUNNING");
  await bench.control(`/tasks/${held}`, { state: "LOST" });
  expect(await statusOf(held)).toMatchObject({ code: 807, data: null });
  expect(await bench.v2("/openapi/v2/query", { taskId: held })).toMatchObject({
    status: "",
    errorCode: "1004",
  });
  await bench.control("/settings", { replicationLagMs: 1500 });
  const fresh = await bench.create();
  expect((await statusOf(fresh)).code).toBe(807);
  await bench.advance(1500);
  expect((await statusOf(fresh)).code).toBe(0);
});

test("a task of another key is unknown", async () => {
  const other = "e".repeat(32);
  const bench = await openBench({ accounts: [{ key: other }] });
  const taskId = await bench.create();
  for (const call of ["status", "outputs", "cancel"])
    expect(await bench.v1(`/task/openapi/${call}`, { taskId }, other)).toMatchObject({ code: 807 });
  expect(await bench.v2("/openapi/v2/query", { taskId }, other)).toMatchObject({ errorCode: "1004" });
});
