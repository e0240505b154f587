import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerJson, type StubHandler, type StubServer, startStubServer } from "../testing/stub-server";
import { createRunningHubClient } from "./client";
import { type CreateRequest, rawNumber } from "./contract";

const KEY = "0123456789abcdef0123456789abcdef";
const ID = "1999888777666555444";
const REQUEST: CreateRequest = {
  kind: "workflow",
  workflowId: "1904136902449209346",
  nodeInfoList: [{ nodeId: "6", fieldName: "text", fieldValue: "a red fox" }],
};

const client = createRunningHubClient({
  timeouts: { connectMs: 2_000, createMs: 300, createRepeatDelayMs: 5 },
});
let stub: StubServer;

beforeEach(async () => {
  stub = await startStubServer();
});
afterEach(() => stub.close());

const create = (request: Partial<CreateRequest> = {}, signal?: AbortSignal) =>
  client.create(
    { baseUrl: stub.url, apiKey: KEY },
    { ...REQUEST, ...request },
    signal === undefined ? {} : { signal },
  );
const accepted = { code: 0, msg: "success", data: { netWssUrl: null, taskId: ID, taskStatus: "QUEUED" } };

describe("what is sent", () => {
  beforeEach(() => stub.handle((_request, response) => answerJson(response, accepted)));

  it("carries the key in the body and as bearer", async () => {
    await create();
    const [seen] = stub.requests;
    expect(seen?.path).toBe("/task/openapi/create");
    expect(seen?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.parse(seen?.body.toString() ?? "")).toEqual({
      apiKey: KEY,
      workflowId: REQUEST.workflowId,
      nodeInfoList: REQUEST.nodeInfoList,
    });
  });

  it("keeps the digits of big numbers, the type of switches, and sends graphs as text", async () => {
    await create({
      nodeInfoList: [
        { nodeId: "3", fieldName: "seed", fieldValue: rawNumber("18446744073709551615") },
        { nodeId: "3", fieldName: "cfg", fieldValue: rawNumber("8.0") },
        { nodeId: "4", fieldName: "on", fieldValue: true },
      ],
      graph: '{"3":{"inputs":{"seed":18446744073709551615}}}',
      instanceType: "plus",
      webhookUrl: "https://me/hook/1",
    });
    const text = stub.requests[0]?.body.toString() ?? "";
    expect(text).toContain('"fieldName":"seed","fieldValue":18446744073709551615}');
    expect(text).toContain('"fieldValue":8.0}');
    expect(text).toContain('"fieldValue":true}');
    expect(JSON.parse(text)).toMatchObject({
      workflow: '{"3":{"inputs":{"seed":18446744073709551615}}}',
      instanceType: "plus",
      webhookUrl: "https://me/hook/1",
    });
  });

  it("starts an AI app with the id as a string", async () => {
    await create({ kind: "ai-app" });
    expect(stub.requests[0]?.path).toBe("/task/openapi/ai-app/run");
    expect(JSON.parse(stub.requests[0]?.body.toString() ?? "")).toMatchObject({
      webappId: REQUEST.workflowId,
    });
  });

  it("uses a connection of its own for every create", async () => {
    await create();
    await create();
    expect(stub.requests.map((seen) => seen.connection)).toEqual([1, 2]);
  });
});

describe("a create is sent exactly once", () => {
  const cases: readonly [string, StubHandler, object][] = [
    ["no answer", () => undefined, { kind: "unknown", code: null }],
    ["a reset after the request", (_r, response) => response.socket?.destroy(), { kind: "unknown" }],
    [
      "headers, then nothing",
      (_r, response) => void response.writeHead(200, { "content-length": "100" }).write('{"code":0,'),
      { kind: "unknown" },
    ],
    [
      "half an answer, then the end",
      (_r, response) => {
        response.writeHead(200, { "content-length": "100" }).write('{"code":0,"data":{"taskId":"19');
        setImmediate(() => response.socket?.destroy());
      },
      { kind: "unknown" },
    ],
    ["HTTP 502 HTML", (_r, response) => response.writeHead(502).end("<html>"), { code: "HTTP_502" }],
    ["HTTP 503", (_r, response) => response.writeHead(503).end(), { kind: "unknown", code: "HTTP_503" }],
    [
      "a redirect",
      (_r, response) => response.writeHead(307, { location: "/elsewhere" }).end(),
      { kind: "unknown", code: "HTTP_307" },
    ],
    ["HTML with 200", (_r, response) => response.end("<html>"), { kind: "unknown" }],
    [
      "code 500",
      (_r, response) => answerJson(response, { code: 500, msg: "UNKNOWN_ERROR" }),
      { code: "500" },
    ],
    [
      "no task id",
      (_r, response) => answerJson(response, { code: 0, msg: "success", data: {} }),
      { code: "0" },
    ],
    ["421", (_r, response) => answerJson(response, { code: 421, msg: "TASK_QUEUE_MAXED" }), { kind: "busy" }],
    [
      "HTTP 429",
      (_r, response) => response.writeHead(429, { "retry-after": "3" }).end(),
      { kind: "busy", cause: "rate", retryAfterSeconds: 3 },
    ],
    [
      "803",
      (_r, response) => answerJson(response, { code: 803, msg: "X" }),
      { kind: "rejected", code: "803" },
    ],
    [
      "416",
      (_r, response) => answerJson(response, { code: 416, msg: "X" }),
      { kind: "account", cause: "funds" },
    ],
  ];
  for (const [name, handler, expected] of cases) {
    it(name, async () => {
      stub.handle(handler);
      const { verdict } = await create();
      expect(verdict).toMatchObject(expected);
      expect(stub.requests).toHaveLength(1);
    });
  }
});

describe("the one repeat a refused key allows", () => {
  const refusal: StubHandler = (_request, response) =>
    answerJson(response, { code: -1, msg: "ApiKey verification failed" }, 401);

  it("cures an intermittent refusal", async () => {
    stub.handle((request, response, count) =>
      count === 1 ? refusal(request, response, count) : answerJson(response, accepted),
    );
    expect((await create()).verdict).toMatchObject({ kind: "accepted", remoteId: ID });
    expect(stub.requests).toHaveLength(2);
    expect(stub.requests[1]?.body.equals(stub.requests[0]?.body ?? Buffer.of())).toBe(true);
  });

  it("happens once", async () => {
    stub.handle(refusal);
    expect((await create()).verdict).toMatchObject({ kind: "account", cause: "key" });
    expect(stub.requests).toHaveLength(2);
  });

  it("may itself end unknown", async () => {
    stub.handle((request, response, count) => (count === 1 ? refusal(request, response, count) : undefined));
    expect((await create()).verdict).toMatchObject({ kind: "unknown" });
  });

  it("is not for keys that are surely bad", async () => {
    stub.handle((_request, response) => answerJson(response, { code: 802, msg: "APIKEY_UNAUTHORIZED" }));
    await create();
    expect(stub.requests).toHaveLength(1);
  });
});

describe("a create that never left", () => {
  async function verdictAt(baseUrl: string, options = {}) {
    return (await client.create({ baseUrl, apiKey: KEY }, REQUEST, options)).verdict;
  }

  it("is proven by a refused connection", async () => {
    const closed = await startStubServer();
    await closed.close();
    expect(await verdictAt(closed.url)).toMatchObject({ kind: "not-sent" });
  });

  it("is proven by a name that does not resolve, and by a bad address", async () => {
    expect(await verdictAt("http://no-such-host.invalid")).toMatchObject({ kind: "not-sent" });
    expect(await verdictAt("not an address")).toMatchObject({ kind: "not-sent" });
  });

  it("is proven by a failed TLS handshake", async () => {
    expect(await verdictAt(stub.url.replace("http:", "https:"))).toMatchObject({ kind: "not-sent" });
    expect(stub.requests).toHaveLength(0);
  });

  it("is proven when a peer takes the connection and never finishes the handshake", async () => {
    const silent = createTcpServer((socket) => socket.on("error", () => undefined).resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    // A listening TCP server's address is never a pipe name.
    const { port } = silent.address() as AddressInfo;
    const impatient = createRunningHubClient({ timeouts: { connectMs: 100 } });
    const { verdict } = await impatient.create(
      { baseUrl: `https://127.0.0.1:${port}`, apiKey: KEY },
      REQUEST,
    );
    expect(verdict).toMatchObject({ kind: "not-sent", message: expect.stringContaining("TIMEOUT") });
    await new Promise((resolve) => silent.close(resolve));
  });

  it("is proven when it was cancelled before the start, but not once it is under way", async () => {
    expect(await verdictAt(stub.url, { signal: AbortSignal.abort() })).toMatchObject({ kind: "not-sent" });
    expect(stub.requests).toHaveLength(0);
    const stopping = new AbortController();
    stub.handle(() => stopping.abort());
    expect(await verdictAt(stub.url, { signal: stopping.signal })).toMatchObject({ kind: "unknown" });
  });
});

it("neither the verdict nor the stored reply shows the key or a progress token", async () => {
  const netWssUrl = "wss://h/ws?Rh-Comfy-Auth=SECRET1";
  stub.handle((_request, response, count) =>
    count === 1
      ? answerJson(response, { code: 1, msg: `no such key ${KEY}`, data: { apiKey: KEY } })
      : answerJson(response, { code: 0, data: { taskId: ID, netWssUrl } }),
  );
  expect(JSON.stringify(await create())).not.toContain(KEY);
  const { verdict, reply } = await create();
  expect(verdict).toMatchObject({ progressUrl: netWssUrl });
  expect(JSON.stringify(reply)).not.toContain("SECRET1");
  expect(reply).toMatchObject({ httpStatus: 200, body: { data: { taskId: ID } } });
});
