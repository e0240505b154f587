import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerJson, type StubHandler, type StubServer, startStubServer } from "../testing/stub-server";
import { createRunningHubClient } from "./client";
import { isRunningHubError, type RunningHubClient } from "./contract";
import { openResult } from "./open-result";

const KEY = "0123456789abcdef0123456789abcdef";
const ID = "1999888777666555444";

const logged: unknown[] = [];
const log = {
  debug: (...parts: unknown[]) => logged.push(parts),
  warn: (...parts: unknown[]) => logged.push(parts),
};
let stub: StubServer;
let client: RunningHubClient & { close(): Promise<void> };
/** Where the stub lies, which is inside. */
const ownHost = "127.0.0.1";
const at = () => ({ baseUrl: stub.url, apiKey: KEY });

beforeEach(async () => {
  stub = await startStubServer();
  client = createRunningHubClient({
    timeouts: { queryMs: 200, cancelMs: 200, catalogMs: 200, uploadMs: 2_000 },
    pace: { minDelayMs: 1, maxDelayMs: 5 },
    log,
  });
});
afterEach(async () => {
  await client.close();
  await stub.close();
});

const json = (body: unknown, status = 200): StubHandler => {
  return (_request, response) => answerJson(response, body, status);
};
/** One answer per request, the last one for ever. */
const inTurn = (...handlers: StubHandler[]): StubHandler => {
  return (request, response, count) =>
    handlers[Math.min(count, handlers.length) - 1]?.(request, response, count);
};
const silence: StubHandler = () => undefined;
const reset: StubHandler = (_request, response) => response.socket?.destroy();
const html404: StubHandler = (_request, response) => response.writeHead(404).end("<html>not found");
const keyRefused = json({ code: -1, msg: "ApiKey verification failed" }, 401);

async function failureOf(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isRunningHubError(error)) throw new Error("did not fail with a RunningHubError");
  return {
    errorClass: error.errorClass,
    retryable: error.retryable,
    code: error.facts.code,
    message: error.message,
  };
}

describe("query", () => {
  const running = json({ taskId: ID, status: "RUNNING", errorCode: "", errorMessage: "", results: null });
  const v1Running = json({ code: 804, msg: "APIKEY_TASK_IS_RUNNING", data: null });

  it("asks v2 with the bearer header", async () => {
    stub.handle(running);
    expect(await client.query(at(), ID)).toEqual({ state: "RUNNING", progressUrl: null });
    expect(stub.requests[0]).toMatchObject({
      path: "/openapi/v2/query",
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect(JSON.parse(stub.requests[0]?.body.toString() ?? "")).toEqual({ taskId: ID });
  });

  const missing: readonly [string, StubHandler][] = [
    ["an HTML 404", html404],
    ["HTTP 405", json({}, 405)],
    ["a reply that says 404 in JSON", json({ code: 404, msg: "not found" })],
    ["HTTP 404 with a code that says no more", json({ code: 500, msg: "UNKNOWN_ERROR" }, 404)],
    ["code 412", json({ code: 412, msg: "TOKEN_INVALID" })],
    ["code 1001", json({ errorCode: "1001", errorMessage: "Invalid URL" })],
  ];
  for (const [name, handler] of missing) {
    it(`falls back to v1 when v2 answers ${name}, and remembers it`, async () => {
      stub.handle(inTurn(handler, v1Running));
      expect(await client.query(at(), ID)).toMatchObject({ state: "RUNNING" });
      expect(await client.query(at(), ID)).toMatchObject({ state: "RUNNING" });
      expect(stub.requests.map((seen) => seen.path)).toEqual([
        "/openapi/v2/query",
        "/task/openapi/outputs",
        "/task/openapi/outputs",
      ]);
    });
  }

  it("does not remember v2 as missing when v1 is missing too", async () => {
    stub.handle(inTurn(html404, html404, running));
    expect(await failureOf(client.query(at(), ID))).toMatchObject({ retryable: false });
    expect(await client.query(at(), ID)).toMatchObject({ state: "RUNNING" });
  });

  it("asks v1 why, when v2 does not say, and keeps what v2 said of the cost", async () => {
    const usage = { consumeCoins: "3", taskCostTime: "2" };
    stub.handle(
      inTurn(
        json({ status: "FAILED", errorCode: "805", errorMessage: "failed", results: null, usage }),
        json({ code: 805, msg: "X", data: { failedReason: { node_id: "3", exception_message: "boom" } } }),
      ),
    );
    expect(await client.query(at(), ID)).toMatchObject({
      state: "FAILED",
      failure: { nodeId: "3", message: "boom" },
      usage: { coins: "3", seconds: "2" },
    });
  });

  it("keeps v2's word when v1 has nothing to add", async () => {
    stub.handle(inTurn(json({ status: "SUCCESS", errorCode: "", results: null }), v1Running));
    expect(await client.query(at(), ID)).toMatchObject({ state: "SUCCESS", outputs: null });
  });

  it("survives one failure of the way", async () => {
    for (const handler of [reset, silence, json("<html>", 502), json("{half"), keyRefused]) {
      stub.handle((request, response, count) =>
        (count % 2 === 1 ? handler : running)(request, response, count),
      );
      expect(await client.query(at(), ID)).toMatchObject({ state: "RUNNING" });
    }
  });

  it("names the class of a lasting failure", async () => {
    const cases: readonly [StubHandler, string, boolean][] = [
      [reset, "network", true],
      [silence, "network", true],
      [json("<html>", 502), "http", true],
      [json("<html>"), "protocol", true],
      [json("slow down", 429), "rate", true],
      [json({ code: 802, msg: "APIKEY_UNAUTHORIZED" }), "account", false],
    ];
    for (const [handler, errorClass, retryable] of cases) {
      stub.handle(handler);
      expect(await failureOf(client.query(at(), ID))).toMatchObject({ errorClass, retryable });
    }
  });
});

describe("cancel", () => {
  it("tells accepted, not found and refused apart", async () => {
    stub.handle(
      inTurn(
        json({ code: 0, msg: "success", data: null }),
        json({ code: 807, msg: "APIKEY_TASK_NOT_FOUND", data: null }),
        json({ code: 423, msg: "TASK_NOT_FOUNED" }),
        json({ code: 1, msg: "task cannot cancel" }),
        json({ code: -1, msg: "cannot cancel" }),
      ),
    );
    const answers = [];
    for (let call = 0; call < 5; call++) answers.push(await client.cancel(at(), ID));
    expect(answers).toEqual(["accepted", "not-found", "not-found", "refused", "refused"]);
  });

  it("is repeated while the way is bad", async () => {
    stub.handle(inTurn(reset, json("", 503), json({ code: 0, data: null })));
    expect(await client.cancel(at(), ID)).toBe("accepted");
  });
});

describe("upload", () => {
  let directory: string;
  const content = Buffer.alloc(300_000, "0123456789");
  const file = () => ({
    fileName: 'my "fox" 狐狸.png',
    mimeType: "image/png",
    path: path.join(directory, "fox"),
    size: content.length,
  });
  const taken = json({ code: 0, message: "success", data: { type: "image", fileName: "openapi/abc.png" } });

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "hubqueue-upload-"));
    await writeFile(path.join(directory, "fox"), content);
    await writeFile(path.join(directory, "empty"), "");
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function parts(index: number): Promise<FormData> {
    const seen = stub.requests[index];
    const headers = { "content-type": seen?.headers["content-type"] ?? "" };
    return new Response(new Uint8Array(seen?.body ?? []), { headers }).formData();
  }

  it("streams the file as a form that says its length", async () => {
    stub.handle(taken);
    expect(await client.upload(at(), file())).toEqual({ remoteName: "openapi/abc.png" });
    expect(stub.requests[0]).toMatchObject({
      path: "/openapi/v2/media/upload/binary",
      headers: { authorization: `Bearer ${KEY}`, "content-length": String(stub.requests[0]?.body.length) },
    });
    const sent = (await parts(0)).get("file");
    if (!(sent instanceof File)) throw new Error("no file part");
    expect(sent.name).toBe('my "fox" 狐狸.png');
    expect(Buffer.from(await sent.arrayBuffer()).equals(content)).toBe(true);
  });

  it("repeats through resets, overload and up to four refused keys", async () => {
    stub.handle(inTurn(keyRefused, keyRefused, keyRefused, keyRefused, taken));
    expect(await client.upload(at(), file())).toEqual({ remoteName: "openapi/abc.png" });
    stub.handle((request, response, count) =>
      (count === 6 ? reset : count === 7 ? json("", 503) : taken)(request, response, count),
    );
    await client.upload(at(), file());
    expect(stub.requests).toHaveLength(8);
    expect(stub.requests.every((seen, index) => index === 5 || seen.body.length > content.length)).toBe(true);
  });

  it("goes to v1, with the key in the form, where there is no v2", async () => {
    const v1 = json({ code: 0, msg: "success", data: { fileName: "api/abc.png", fileType: "input" } });
    stub.handle(inTurn(json({ errorCode: "1001", errorMessage: "invalid URL" }), v1));
    expect(await client.upload(at(), file())).toEqual({ remoteName: "api/abc.png" });
    expect(stub.requests[1]?.path).toBe("/task/openapi/upload");
    const form = await parts(1);
    expect([form.get("apiKey"), form.get("fileType")]).toEqual([KEY, "input"]);
  });

  it("accepts the spelling and the code of the other dialect", async () => {
    stub.handle(json({ code: 200, message: "ok", data: { filename: "openapi/x.png" } }));
    expect(await client.upload(at(), file())).toEqual({ remoteName: "openapi/x.png" });
  });

  it("takes a refused size as final", async () => {
    stub.handle(json({ code: 809, msg: "APIKEY_FILE_SIZE_EXCEEDED", data: null }));
    expect(await failureOf(client.upload(at(), file()))).toMatchObject({
      errorClass: "refused",
      code: "809",
    });
    expect(stub.requests).toHaveLength(1);
  });

  it("uploads an empty file, and reports one that is gone", async () => {
    stub.handle(taken);
    await client.upload(at(), { ...file(), path: path.join(directory, "empty") });
    expect(
      await failureOf(client.upload(at(), { ...file(), path: path.join(directory, "gone") })),
    ).toMatchObject({
      errorClass: "refused",
      code: "ENOENT",
    });
  });
});

describe("reading the catalogue and the account", () => {
  it("returns a graph with its digits, as text or as an object", async () => {
    const graph = '{"3":{"class_type":"K","inputs":{"seed":18446744073709551615}}}';
    stub.handle(
      inTurn(
        json({ code: 0, msg: "SUCCESS", data: { prompt: graph } }),
        json(`{"code":0,"data":{"prompt":${graph}}}`),
      ),
    );
    expect(await client.workflowGraph(at(), "1")).toBe(graph);
    expect(await client.workflowGraph(at(), "1")).toBe(graph);
  });

  it("says why a workflow cannot be read", async () => {
    stub.handle(json({ code: 380, msg: "WORKFLOW_NOT_EXISTS", data: null }));
    expect(await failureOf(client.workflowGraph(at(), "1"))).toEqual({
      errorClass: "refused",
      retryable: false,
      code: "380",
      message: "RunningHub answered 380: WORKFLOW_NOT_EXISTS",
    });
  });

  it("tries the header alone when the key in the body is refused", async () => {
    stub.handle((request, response) => {
      const refused = { code: 1, msg: "ApiKey verification failed" };
      const good = { code: 0, data: { prompt: "{}" } };
      answerJson(response, request.body.includes(KEY) ? refused : good);
    });
    expect(await client.workflowGraph(at(), "1")).toBe("{}");
  });

  it("keeps an app's inputs, and nothing that holds the key or changes daily", async () => {
    const item = {
      nodeId: "39",
      fieldName: "image",
      fieldValue: "a.jpg",
      fieldType: "IMAGE",
      fieldData: null,
    };
    stub.handle(
      json({
        code: 0,
        data: {
          curl: `curl ${KEY}`,
          webappName: "Restyle",
          description: "",
          statisticsInfo: { pv: "1" },
          nodeInfoList: [item],
        },
      }),
    );
    expect(await client.appInputs(at(), ID)).toEqual({
      name: "Restyle",
      description: null,
      descriptionEn: null,
      content: JSON.stringify({ nodeInfoList: [item] }),
    });
    expect(stub.requests[0]?.path).toBe(`/api/webapp/apiCallDemo?apiKey=${KEY}&webappId=${ID}`);
  });

  it("reads balances and counters written as text, number or nothing", async () => {
    stub.handle(
      json({
        code: 0,
        msg: "success",
        data: { remainCoins: 1234, currentTaskCounts: "1", remainMoney: null },
      }),
    );
    expect(await client.accountStatus(at())).toEqual({
      coins: "1234",
      money: null,
      currency: null,
      keyType: null,
      currentTasks: 1,
    });
    expect(JSON.parse(stub.requests[0]?.body.toString() ?? "")).toEqual({ apikey: KEY });
    stub.handle(
      json({
        code: 0,
        data: { apiKeyType: "NORMAL", concurrentLimit: 2, runningCount: "1", queuedCount: "0" },
      }),
    );
    expect(await client.queueStatus(at())).toEqual({
      keyType: "NORMAL",
      concurrentLimit: 2,
      running: 1,
      queued: 0,
      total: null,
    });
  });
});

describe("a result file", () => {
  it("is fetched from its own host without the key, following redirects", async () => {
    stub.handle((request, response) => {
      if (request.path === "/old.png") return response.writeHead(302, { location: "/new.png" }).end();
      response.writeHead(200, { "content-type": "image/png; q=1", "content-length": "3" }).end("abc");
    });
    const opened = await openResult(`${stub.url}/old.png`, { ownHost });
    expect(opened).toMatchObject({ mimeType: "image/png", size: 3 });
    const chunks = await opened.stream.toArray();
    expect(Buffer.concat(chunks).toString()).toBe("abc");
    expect(stub.requests.every((seen) => seen.headers.authorization === undefined)).toBe(true);
  });

  it("that has expired is final; one that is not there may come", async () => {
    for (const [status, errorClass, retryable] of [
      [403, "refused", false],
      [404, "http", true],
      [500, "http", true],
    ] as const) {
      stub.handle(json("", status));
      expect(await failureOf(openResult(`${stub.url}/x.png`, { ownHost }))).toMatchObject({
        errorClass,
        retryable,
      });
    }
    expect(await failureOf(openResult("file:///etc/passwd"))).toMatchObject({ errorClass: "refused" });
  });

  it.each(["127.0.0.1", "localhost", "[::1]", "169.254.169.254"])(
    "is not fetched out of our own network: %s",
    async (name) => {
      const { port } = new URL(stub.url);
      const failure = await failureOf(openResult(`http://${name}:${port}/x.png`));
      expect(failure).toMatchObject({ retryable: false, code: "FORBIDDEN_ADDRESS" });
      expect(stub.requests).toEqual([]);
    },
  );

  it("is not fetched out of our own network by a redirect of a host that may lie there either", async () => {
    stub.handle((_request, response) =>
      response.writeHead(302, { location: "http://169.254.169.254/x.png" }).end(),
    );
    const failure = await failureOf(openResult(`${stub.url}/x.png`, { ownHost }));
    expect(failure).toMatchObject({ code: "FORBIDDEN_ADDRESS" });
    expect(stub.requests).toHaveLength(1);
  });

  it("is never a gateway's web page, unless the result is a page itself", async () => {
    stub.handle((_request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<h1>Sign in</h1>");
    });
    expect(await failureOf(openResult(`${stub.url}/x.png`, { ownHost }))).toMatchObject({ retryable: true });
    const page = await openResult(`${stub.url}/x.html`, { isPage: true, ownHost });
    expect(Buffer.concat(await page.stream.toArray()).toString()).toContain("Sign in");
  });
});

it("gives up the connection of a call that ran out of time", async () => {
  const closed = new Promise<void>((resolve) => {
    stub.handle((_request, response) => void response.on("close", resolve));
  });
  await failureOf(client.query(at(), ID));
  await closed;
});

it("ends calls under way when it is closed", async () => {
  const asked = new Promise<void>((resolve) => stub.handle(() => resolve()));
  const slow = createRunningHubClient();
  const call = failureOf(slow.query(at(), ID));
  await asked;
  await slow.close();
  expect(await call).toMatchObject({ errorClass: "network" });
});

it("never writes the key into an error or a log line", async () => {
  stub.handle(json({ code: 301, msg: `bad ${KEY}` }));
  const { message } = await failureOf(client.workflowGraph(at(), "1"));
  expect(message).toContain("301");
  expect(logged.length).toBeGreaterThan(0);
  expect(JSON.stringify([message, logged])).not.toContain(KEY);
});
