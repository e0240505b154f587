import { request } from "node:http";
import { expect, test } from "vitest";
import { KEY, openBench, PORTRAIT_APP, readReply, TEXT_TO_IMAGE, type TestBench } from "./harness";
import { parseJson } from "./json";

const create = "/task/openapi/create";

/** A raw request, for headers that fetch refuses to send. */
function rawPost(
  bench: TestBench,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(bench.url + path, { method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve(text));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("business errors are HTTP 200 and the Host header is ignored", async () => {
  const bench = await openBench();
  const refused = await fetch(bench.url + create, {
    method: "POST",
    body: JSON.stringify({ apiKey: KEY, workflowId: "1" }),
  });
  expect([refused.status, (await refused.json()).code]).toEqual([200, 380]);
  const text = await rawPost(bench, create, JSON.stringify({ apiKey: KEY, workflowId: TEXT_TO_IMAGE }), {
    host: "www.runninghub.cn",
    "content-type": "application/json",
  });
  expect(JSON.parse(text).code).toBe(0);
});

test("the key is found in the body, in either header form, in the query and in both places at once", async () => {
  const bench = await openBench();
  const status = async (headers: Record<string, string>, body: object, query = "") =>
    (
      await readReply(
        await fetch(`${bench.url}/uc/openapi/accountStatus${query}`, {
          method: "POST",
          headers,
          body: JSON.stringify(body),
        }),
      )
    ).code;
  expect(await status({}, { apikey: KEY })).toBe(0);
  expect(await status({}, { apiKey: KEY })).toBe(0);
  expect(await status({ authorization: `Bearer ${KEY}` }, {})).toBe(0);
  expect(await status({ authorization: KEY }, {})).toBe(0);
  expect(await status({ authorization: `Bearer ${KEY}` }, { apikey: KEY })).toBe(0);
  expect(await status({}, {}, `?apiKey=${KEY}`)).toBe(0);
  expect(await status({}, {})).toBe(301);
});

test("create answers all five members, msg exactly success, ids that are 19 digits and 32 hex", async () => {
  const bench = await openBench();
  const reply = await bench.v1(create, { workflowId: TEXT_TO_IMAGE });
  expect(reply).toEqual({
    ...{ code: 0, msg: "success", errorMessages: null },
    data: {
      netWssUrl: null,
      taskId: expect.stringMatching(/^\d{19}$/),
      clientId: expect.stringMatching(/^[0-9a-f]{32}$/),
      taskStatus: "QUEUED",
      promptTips: expect.any(String),
    },
  });
  expect(JSON.parse(reply.data.promptTips)).toEqual({
    ...{ result: true, error: null, outputs_to_execute: ["7"], node_errors: {} },
  });
});

test("msg and data of the other calls are exactly as documented", async () => {
  const bench = await openBench();
  const taskId = await bench.create();
  expect(await bench.v1("/task/openapi/status", { taskId })).toMatchObject({
    code: 0,
    msg: "",
    data: "QUEUED",
  });
  expect(await bench.v1("/task/openapi/outputs", { taskId })).toMatchObject({
    msg: "APIKEY_TASK_IS_QUEUED",
    data: null,
  });
  await bench.advance(2000);
  const running = await bench.v1("/task/openapi/outputs", { taskId });
  expect(running).toMatchObject({
    msg: "APIKEY_TASK_IS_RUNNING",
    data: { netWssUrl: expect.stringMatching(/^ws:/) },
  });
  const query = await bench.v2("/openapi/v2/query", { taskId });
  expect(query).toMatchObject({ status: "RUNNING", errorCode: "", errorMessage: "", results: null });
  await bench.advance(20_000);
  expect(await bench.v1("/task/openapi/outputs", { taskId })).toMatchObject({ msg: "success" });
  expect(await bench.v1("/uc/openapi/accountStatus", { apikey: KEY })).toMatchObject({
    ...{ msg: "success", data: { currentTaskCounts: "0", remainMoney: "100.00", currency: "CNY" } },
  });
});

test("webappId keeps all digits as an integer, and a rounded one is another app", async () => {
  const bench = await openBench({ limit: 3 });
  const run = async (webappId: string) =>
    parseJson(
      await rawPost(
        bench,
        "/task/openapi/ai-app/run",
        `{"apiKey":"${KEY}","webappId":${webappId},"nodeInfoList":[]}`,
        {
          "content-type": "application/json",
        },
      ),
    );
  expect(await run(PORTRAIT_APP)).toMatchObject({ code: 0 });
  expect(await run(`"${PORTRAIT_APP}"`)).toMatchObject({ code: 0 });
  expect(await run(String(Number(PORTRAIT_APP)))).toMatchObject({ code: 1, msg: "webapp not exists" });
  expect(await bench.v1("/task/openapi/ai-app/run", { nodeInfoList: [] })).toMatchObject({
    msg: "webappId cannot be null",
  });
});

test("whole echoed demo items, numbers, booleans and text for numbers are accepted", async () => {
  const bench = await openBench({ limit: 3 });
  const demo = await fetch(`${bench.url}/api/webapp/apiCallDemo?apiKey=${KEY}&webappId=${PORTRAIT_APP}`);
  const { data } = await readReply(demo);
  expect(data).toMatchObject({ webappName: "Portrait painter (AI app)", covers: [], tags: [] });
  expect(data.nodeInfoList.map((item: { fieldType: string }) => item.fieldType)).toEqual([
    "IMAGE",
    "LIST",
    "FLOAT",
    "STRING",
  ]);
  const echoed = { webappId: PORTRAIT_APP, nodeInfoList: data.nodeInfoList };
  expect(await bench.v1("/task/openapi/ai-app/run", echoed)).toMatchObject({ code: 0 });
  const values = [
    { nodeId: 5, fieldName: "steps", fieldValue: "12" },
    { nodeId: "5", fieldName: "denoise", fieldValue: 0.5 },
    { nodeId: "2", fieldName: "text", fieldValue: true },
  ];
  const taskId = await bench.create({ nodeInfoList: values });
  const { graph } = await bench.control(`/tasks/${taskId}`);
  expect(graph["5"].inputs).toMatchObject({ steps: 12, denoise: 0.5 });
  const missing = await fetch(`${bench.url}/api/webapp/apiCallDemo?apiKey=${KEY}&webappId=1`);
  expect(await missing.json()).toMatchObject({ code: 1, msg: "webapp not exists" });
});

test.each(["default", "plus", "ultra", "standard", "lite"])(
  "instance type %s is accepted",
  async (instanceType) => {
    const bench = await openBench();
    expect(await bench.create({ instanceType, usePersonalQueue: "false", addMetadata: true })).toMatch(
      /^\d+$/,
    );
  },
);

test("v2 needs no key in the body, and tasks of both generations are seen by both", async () => {
  const bench = await openBench({ limit: 2 });
  const made = await bench.v2(`/openapi/v2/run/ai-app/${PORTRAIT_APP}`, { nodeInfoList: [] });
  expect(made).toMatchObject({ status: "QUEUED", errorCode: "", errorMessage: "", results: null });
  expect((await bench.v1("/task/openapi/status", { taskId: made.taskId })).data).toBe("QUEUED");
  expect((await bench.v2("/openapi/v2/query", { taskId: await bench.create() })).status).toBe("QUEUED");
});

test("aiapp/list works without Bearer and names the app only inside invokeExample", async () => {
  const bench = await openBench();
  const response = await fetch(`${bench.url}/openapi/v2/aiapp/list`, {
    method: "POST",
    headers: { authorization: KEY, "content-type": "application/json" },
    body: '{"current":1,"size":50,"sort":"HOTTEST"}',
  });
  const { code, data } = await readReply(response);
  expect(code).toBe(0);
  expect(data.records[0].invokeExample).toMatch(new RegExp(`/run/ai-app/${PORTRAIT_APP}\\b`));
  expect(data).toMatchObject({ current: 1, total: 1, hasNext: false });
});

test("keys are listed masked", async () => {
  const bench = await openBench();
  const response = await fetch(`${bench.url}/openapi/v2/api-key/list`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  const text = await response.text();
  expect(JSON.parse(text).data[0]).toMatchObject({ status: 1, apiKeyName: "demo key" });
  expect(text).not.toContain(KEY);
});

test("unknown paths and wrong methods are told so in their generation", async () => {
  const bench = await openBench();
  expect(await bench.v1("/task/openapi/getWorkflowJson")).toMatchObject({ code: 412, msg: "TOKEN_INVALID" });
  expect(await bench.v2("/openapi/v2/task/cancel")).toMatchObject({ errorCode: "1001" });
  expect(await bench.v2("/openapi/v2/queue/status")).toMatchObject({ errorCode: "1009" });
});

test.each([
  ["not json at all", "{bad"],
  ["a list", "[1,2]"],
  ["a bare text", '"x"'],
  ["broken overrides", JSON.stringify({ apiKey: KEY, workflowId: TEXT_TO_IMAGE, nodeInfoList: "x" })],
  ["deep nesting", "[".repeat(50_000)],
  ["a prototype key", '{"__proto__":{"apiKey":"x"}}'],
])("%s is answered with 301 and the next call works", async (_, body) => {
  const bench = await openBench();
  const headers = { "content-type": "application/json" };
  const reply = await fetch(bench.url + create, { method: "POST", body, headers });
  expect([reply.status, (await reply.json()).code]).toEqual([200, 301]);
  expect(await bench.create()).toMatch(/^\d+$/);
});

test("a broken form is answered, not a crash", async () => {
  const bench = await openBench();
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const reply = await fetch(`${bench.url}/task/openapi/upload`, {
    method: "POST",
    body: "--y garbage",
    headers,
  });
  expect(await reply.json()).toMatchObject({ code: 301 });
});
