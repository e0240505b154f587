import { expect, test } from "vitest";
import { KEY, openBench, TEXT_TO_IMAGE, type TestBench } from "./harness";

const createUrl = "/task/openapi/create";

const send = (bench: TestBench, signal?: AbortSignal) =>
  fetch(bench.url + createUrl, {
    method: "POST",
    body: JSON.stringify({ apiKey: KEY, workflowId: TEXT_TO_IMAGE }),
    signal: signal ?? null,
  });

const inject = (bench: TestBench, fault: object, rule: object = {}) =>
  bench.control("/faults", { match: { call: "create" }, fault, count: 1, ...rule });

const accepted = async (bench: TestBench): Promise<boolean[]> =>
  (await bench.control("/ledger")).creates.map((entry: { accepted: boolean }) => entry.accepted);

test("drop-before kills the connection and starts nothing; the call is on record", async () => {
  const bench = await openBench();
  await inject(bench, { type: "drop-before" });
  await expect(send(bench)).rejects.toThrow();
  expect(await accepted(bench)).toEqual([false]);
  expect((await bench.control("/ledger")).creates[0]).toMatchObject({
    msg: "fault: drop-before",
    workflowId: TEXT_TO_IMAGE,
  });
  expect(await bench.create()).toMatch(/^\d{19}$/);
});

test("drop-after and truncate start the task, yet no usable answer arrives", async () => {
  const bench = await openBench({ limit: 2 });
  await inject(bench, { type: "drop-after" });
  await expect(send(bench)).rejects.toThrow();
  await inject(bench, { type: "truncate" });
  await expect(send(bench).then((response) => response.text())).rejects.toThrow();
  expect(await accepted(bench)).toEqual([true, true]);
});

test.each([
  ["before", []],
  ["after", [true]],
] as const)("delay %s the work lets a client time out", async (when, expected) => {
  const bench = await openBench();
  await inject(bench, { type: "delay", ms: 1500, when });
  await expect(send(bench, AbortSignal.timeout(150))).rejects.toThrow("timeout");
  expect(await accepted(bench)).toEqual(expected);
});

test("a short delay still answers", async () => {
  const bench = await openBench();
  await inject(bench, { type: "delay", ms: 30 });
  const started = performance.now();
  expect(await (await send(bench)).json()).toMatchObject({ code: 0 });
  expect(performance.now() - started).toBeGreaterThanOrEqual(29);
});

test.each([
  [{ type: "html502" }, 502, "text/html"],
  [{ type: "html504" }, 504, "text/html"],
  [{ type: "http429" }, 429, "application/json;charset=UTF-8"],
  [{ type: "http401" }, 401, "application/json;charset=UTF-8"],
  [{ type: "status", status: 503, body: { message: "later" } }, 503, "application/json"],
  [{ type: "status", status: 500, body: "plain" }, 500, "text/html"],
])("%j answers HTTP %i, with or without the task started", async (fault, status, type) => {
  const bench = await openBench();
  for (const isAccepted of [false, true]) {
    await inject(bench, { ...fault, accepted: isAccepted });
    const response = await send(bench);
    expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
    await response.text();
  }
  expect(await accepted(bench)).toEqual([false, true]);
});

test.each([false, true])("hang never answers (task started: %s)", async (isAccepted) => {
  const bench = await openBench();
  await inject(bench, { type: "hang", accepted: isAccepted });
  await expect(send(bench, AbortSignal.timeout(200))).rejects.toThrow("timeout");
  expect(await accepted(bench)).toEqual([isAccepted]);
});

test("accept-no-task-id answers a success without an id in both generations", async () => {
  const bench = await openBench({ limit: 2 });
  await inject(bench, { type: "accept-no-task-id" }, { count: 2 });
  expect(await (await send(bench)).json()).toEqual({ code: 0, msg: "success", data: {} });
  const v2 = await bench.v2(`/openapi/v2/run/workflow/${TEXT_TO_IMAGE}`);
  expect(v2).toMatchObject({ taskId: "", errorCode: "" });
  expect(await accepted(bench)).toEqual([true, true]);
});

test("busy answers 421 below the limit, json answers anything", async () => {
  const bench = await openBench();
  await inject(bench, { type: "busy" }, { count: 2 });
  expect(await (await send(bench)).json()).toMatchObject({ code: 421, msg: "TASK_QUEUE_MAXED" });
  expect(await bench.v2(`/openapi/v2/run/workflow/${TEXT_TO_IMAGE}`)).toMatchObject({ errorCode: "421" });
  await inject(bench, { type: "json", body: { code: 500, msg: "UNKNOWN_ERROR", data: null } });
  expect(await (await send(bench)).json()).toEqual({ code: 500, msg: "UNKNOWN_ERROR", data: null });
  expect(await (await send(bench)).json()).toMatchObject({ code: 0 });
});

test("rules hit only what they match, only as often as they may, and can be listed and removed", async () => {
  const other = "e".repeat(32);
  const bench = await openBench({ limit: 9, accounts: [{ key: other, limit: 9 }] });
  const rule = await inject(
    bench,
    { type: "busy" },
    { match: { call: "create", key: other }, count: null, skip: 1 },
  );
  const code = async (key: string) => (await bench.v1(createUrl, { workflowId: TEXT_TO_IMAGE }, key)).code;
  expect([await code(KEY), await code(other), await code(other), await code(other)]).toEqual([
    0, 0, 421, 421,
  ]);
  expect(await bench.control("/faults")).toMatchObject([{ id: rule.id, hits: 2 }]);
  await bench.control(`/faults/${rule.id}`, undefined, "DELETE");
  expect(await code(other)).toBe(0);
  await inject(bench, { type: "busy" }, { match: { workflowId: "1" }, count: null });
  expect(await code(KEY)).toBe(0);
  await inject(bench, { type: "busy" }, { match: { path: createUrl }, count: null, probability: 0 });
  expect(await code(KEY)).toBe(0);
  await bench.control("/faults", undefined, "DELETE");
  expect(await bench.control("/faults")).toEqual([]);
});

test("polls, uploads and result files can misbehave too", async () => {
  const bench = await openBench();
  const taskId = await bench.create();
  await bench.advance(20_000);
  await inject(
    bench,
    { type: "json", body: { code: 804, msg: "APIKEY_TASK_IS_RUNNING" } },
    { match: { call: "poll" } },
  );
  expect(await bench.v1("/task/openapi/outputs", { taskId })).toMatchObject({ code: 804 });
  const { data } = await bench.v1("/task/openapi/outputs", { taskId });
  await inject(bench, { type: "status", status: 404, body: "gone" }, { match: { call: "files" } });
  expect((await fetch(data[0].fileUrl)).status).toBe(404);
  expect((await fetch(data[0].fileUrl)).status).toBe(200);
  await inject(bench, { type: "http401" }, { match: { call: "upload" } });
  expect(await bench.upload(new Uint8Array(3), "a.png")).toMatchObject({ code: -1 });
  expect((await bench.upload(new Uint8Array(3), "a.png")).code).toBe(0);
});

test("a malformed rule is explained and changes nothing", async () => {
  const bench = await openBench();
  const response = await fetch(`${bench.url}/__control/faults`, {
    method: "POST",
    body: '{"fault":{"type":"nonsense"}}',
  });
  expect(response.status).toBe(400);
  expect((await response.json()).error).toContain("fault");
  expect(await bench.control("/faults")).toEqual([]);
});
