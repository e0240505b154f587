import { expect, test } from "vitest";
import { KEY, openBench, PORTRAIT_APP, TEXT_TO_IMAGE } from "./harness";

const create = "/task/openapi/create";

test("an account with one slot refuses a second task with 421 until the first is over", async () => {
  const bench = await openBench();
  const first = await bench.create();
  expect(await bench.v1(create, { workflowId: TEXT_TO_IMAGE })).toMatchObject({
    code: 421,
    msg: "TASK_QUEUE_MAXED",
  });
  expect(await bench.v2(`/openapi/v2/run/workflow/${TEXT_TO_IMAGE}`)).toEqual({
    errorCode: "421",
    errorMessage: expect.stringContaining("please retry later"),
  });
  await bench.advance(1600);
  expect(await bench.v1("/task/openapi/status", { taskId: first })).toMatchObject({ data: "RUNNING" });
  expect(await bench.v1(create, { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 421 });
  await bench.advance(10_000);
  expect(await bench.create()).not.toBe(first);
});

test("slots taken by other programs count and show in both counters", async () => {
  const bench = await openBench({ limit: 2 });
  await bench.control("/accounts", { key: KEY, externalRunning: 1 });
  await bench.create();
  expect(await bench.v1(create, { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 421 });
  const status = await bench.v1("/uc/openapi/accountStatus", { apikey: KEY });
  expect(status.data).toMatchObject({ currentTaskCounts: "2", apiType: "NORMAL" });
  const queue = await fetch(`${bench.url}/openapi/v2/queue/status`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect(await queue.json()).toMatchObject({
    code: 0,
    data: { concurrentLimit: 2, runningCount: "1", queuedCount: "1", totalCurrentTasks: "2" },
  });
});

test("dedicated keys answer 415, or queue in order when the personal queue is asked for", async () => {
  const dedicated = "d".repeat(32);
  const bench = await openBench({ accounts: [{ key: dedicated, type: "EXCLUSIVE", limit: 1 }] });
  const submit = (extra: object) => bench.v1(create, { workflowId: TEXT_TO_IMAGE, ...extra }, dedicated);
  const first = await submit({ usePersonalQueue: "true" });
  expect(await submit({})).toMatchObject({ code: 415, msg: "TASK_INSTANCE_MAXED" });
  const second = await submit({ usePersonalQueue: true });
  await bench.advance(2000);
  const stateOf = async (reply: { data: { taskId: string } }) =>
    (await bench.v1("/task/openapi/status", { taskId: reply.data.taskId }, dedicated)).data;
  expect([await stateOf(first), await stateOf(second)]).toEqual(["RUNNING", "QUEUED"]);
  await bench.advance(9000);
  expect([await stateOf(first), await stateOf(second)]).toEqual(["SUCCESS", "RUNNING"]);
});

test("unknown workflows, apps, nodes and fields are refused in RunningHub's words and cost nothing", async () => {
  const bench = await openBench();
  const override = (nodeId: string, fieldName: string) => ({
    workflowId: TEXT_TO_IMAGE,
    nodeInfoList: [{ nodeId, fieldName, fieldValue: "x" }],
  });
  expect(await bench.v1(create, { workflowId: "1904136902449209346" })).toMatchObject({ code: 380 });
  expect(await bench.v1("/task/openapi/ai-app/run", { webappId: "1" })).toMatchObject({
    code: 1,
    msg: "webapp not exists",
  });
  expect(await bench.v2("/openapi/v2/run/ai-app/1")).toMatchObject({ errorCode: "901" });
  expect(await bench.v1(create, override("99", "text"))).toMatchObject({
    code: 803,
    msg: "NODE_INFO_MISMATCH(nodeId=99, fieldName=text, reason=node_not_found_in_workflow)",
  });
  expect(await bench.v1(create, override("2", "txt"))).toMatchObject({
    code: 803,
    msg: "NODE_INFO_MISMATCH(nodeId=2, fieldName=txt, reason=field_not_found_in_node_inputs)",
  });
  expect(await bench.v2(`/openapi/v2/run/workflow/${TEXT_TO_IMAGE}`, override("2", "txt"))).toMatchObject({
    errorCode: "1101",
  });
  expect(await bench.v1(create, override("5", "sampler_name"))).toMatchObject({ code: 433 });
  const ledger = await bench.control("/ledger");
  expect(ledger.accounts[0]).toMatchObject({ creates: 7, accepted: 0, maxConcurrency: 0 });
});

test("a partly invalid prompt can be accepted with node errors instead", async () => {
  const bench = await openBench({ settings: { validation: "promptTips" } });
  const reply = await bench.v1(create, {
    workflowId: TEXT_TO_IMAGE,
    nodeInfoList: [{ nodeId: "5", fieldName: "steps", fieldValue: "many" }],
  });
  expect(reply.code).toBe(0);
  expect(JSON.parse(reply.data.promptTips).node_errors["5"].class_type).toBe("KSampler");
  await bench.advance(20_000);
  expect(await bench.v1("/task/openapi/outputs", { taskId: reply.data.taskId })).toMatchObject({ code: 805 });
});

test("accounts without balance, blocked accounts and refusing workflows never start a task", async () => {
  const bench = await openBench();
  await bench.control("/accounts", { key: KEY, coins: 0 });
  expect(await bench.v1(create, { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 414 });
  await bench.control("/accounts", { key: KEY, coins: 10, blocked: 801 });
  expect(await bench.v1(create, { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 801 });
  expect(await bench.v2("/openapi/v2/query", { taskId: "1" })).toMatchObject({ errorCode: "801" });
  await bench.control("/accounts", { key: KEY, blocked: null });
  await bench.control(`/workflows/${TEXT_TO_IMAGE}/behaviour`, {
    refuse: { code: 810, msg: "WORKFLOW_NOT_SAVED_OR_NOT_RUNNING" },
  });
  expect(await bench.v1(create, { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 810 });
});

test("an unknown key is refused in every documented shape", async () => {
  const bench = await openBench();
  const stranger = "f".repeat(32);
  const ask = () => bench.v1(create, { workflowId: TEXT_TO_IMAGE }, stranger);
  expect(await ask()).toMatchObject({ code: 802 });
  expect(await bench.v2("/openapi/v2/query", { taskId: "1" }, stranger)).toMatchObject({ errorCode: "1002" });
  for (const [keyError, expected] of [
    ["301", { code: 301, msg: "user not exist" }],
    ["code1", { code: 1, msg: "API Key不存在" }],
    ["401", { code: 401, msg: "ApiKey verification failed: API Key不存在" }],
    ["http401", { code: -1, msg: "ApiKey verification failed" }],
  ] as const) {
    await bench.control("/settings", { keyError });
    expect(await ask()).toMatchObject(expected);
  }
});

test("the ledger proves what was sent: verdicts, repeated runs, and the most tasks at once", async () => {
  const bench = await openBench({ limit: 3 });
  const same = {
    nodeInfoList: [{ nodeId: "5", fieldName: "seed", fieldValue: 7 }],
    webhookUrl: "http://127.0.0.1:9/x",
  };
  const twins = [await bench.create(same), await bench.create(same)];
  await bench.v1("/task/openapi/ai-app/run", { webappId: PORTRAIT_APP, nodeInfoList: [] });
  await bench.v1(create, { workflowId: TEXT_TO_IMAGE });
  const ledger = await bench.control("/ledger");
  expect(ledger.accounts[0]).toMatchObject({
    creates: 4,
    accepted: 3,
    maxConcurrency: 3,
    createsWhileFull: 1,
  });
  expect(ledger.duplicates).toEqual([{ fingerprint: expect.any(String), taskIds: twins }]);
  expect(ledger.creates[3]).toMatchObject({ accepted: false, code: 421, activeBefore: 3, limit: 3 });
  expect(ledger.creates[0]).toMatchObject({ ...same, workflowId: TEXT_TO_IMAGE, taskId: twins[0] });
});
