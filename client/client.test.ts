import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Doors, openDoors } from "@/server/testing/doors";
import { type Harness, startHarness, TEXT_TO_IMAGE, until } from "@/server/testing/harness";
import { API_TOKEN } from "@/server/testing/house";
import { answerJson, startStubServer } from "@/server/testing/stub-server";
import { createHubQueueClient, type HubQueueClientOptions } from "./create-client.js";
import { HubQueueError } from "./error.js";
import { isSettled } from "./wait-for.js";

const { workflowId } = TEXT_TO_IMAGE;
let harness: Harness;
let doors: Doors;

beforeAll(async () => {
  harness = await startHarness({ config: { apiToken: API_TOKEN } });
  doors = await openDoors(harness.app);
});
afterAll(async () => {
  await doors.close();
  await harness.stop();
});

function connect(options: Partial<HubQueueClientOptions> = {}) {
  return createHubQueueClient({ url: doors.url, token: API_TOKEN, ...options });
}

/** A network that brings requests in and loses the answers to the first so many. */
function losing(count: number) {
  const sent: string[] = [];
  const unreliable: typeof fetch = async (address, init) => {
    const response = await fetch(address, init);
    sent.push(new URL(String(address)).pathname.replace("/api/trpc/", ""));
    if (sent.length > count) return response;
    await response.arrayBuffer();
    throw new TypeError("fetch failed");
  };
  return { sent, fetch: unreliable };
}

async function refusalOf(call: Promise<unknown>): Promise<HubQueueError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HubQueueError)) throw new Error(`not a refusal: ${String(error)}`);
  return error;
}

async function tasksNamed(workflowName: string): Promise<number> {
  const { items } = await connect().tasks.list.query({ q: workflowName });
  return items.length;
}

describe("a call whose answer is lost", () => {
  it("creates one task, however often it is sent", async () => {
    const network = losing(2);
    const workflowName = `one ${randomUUID()}`;
    const task = await connect(network).tasks.create.mutate({ workflowId, workflowName });
    expect(network.sent).toEqual(["tasks.create", "tasks.create", "tasks.create"]);
    expect(task.workflowName).toBe(workflowName);
    expect(await tasksNamed(workflowName)).toBe(1);
  });

  it("creates one batch, and says that it was there", async () => {
    const network = losing(1);
    const workflowName = `batch ${randomUUID()}`;
    const report = await connect(network).createTasks(
      [
        { workflowId, workflowName },
        { workflowId, workflowName },
      ],
      { name: "covers" },
    );
    expect(report).toMatchObject({ created: 2, failed: [], repeated: true });
    expect(await tasksNamed(workflowName)).toBe(2);
  });

  it("runs a task again once", async () => {
    const workflowName = `again ${randomUUID()}`;
    const { id } = await connect().tasks.create.mutate({ workflowId, workflowName });
    await connect(losing(1)).tasks.runAgain.mutate({ id, start: false });
    expect(await tasksNamed(workflowName)).toBe(2);
  });

  it("is not sent again when it may have been done: the caller is told instead", async () => {
    const { id } = await connect().tasks.create.mutate({ workflowId });
    const network = losing(1);
    const refusal = await refusalOf(connect(network).tasks.remove.mutate({ id }));
    expect(refusal).toMatchObject({ code: "UNREACHABLE", status: null });
    expect(network.sent).toEqual(["tasks.remove"]);
  });

  it("is read again as often as was allowed, and no more", async () => {
    const network = losing(Number.POSITIVE_INFINITY);
    const refusal = await refusalOf(connect({ ...network, retries: 2 }).tasks.counts.query());
    expect(refusal.code).toBe("UNREACHABLE");
    expect(network.sent).toHaveLength(3);
    expect(await connect(losing(2)).tasks.counts.query()).toHaveProperty("READY");
  });
});

describe("a refusal", () => {
  it("has the stable code, the status, the words and the field, by tRPC", async () => {
    const wrong = connect().tasks.create.mutate({ workflowId: "a b" });
    const refusal = await refusalOf(wrong);
    expect(refusal).toMatchObject({ name: "HubQueueError", code: "INVALID_INPUT", status: 400 });
    expect(refusal.field).toBe("workflowId");
    expect(refusal.detail).toContain("letters, digits");
    expect(refusal.message).toBe(refusal.detail);
    expect(refusal.data?.appCode).toBe("INVALID_INPUT");
  });

  it("tells what is possible instead", async () => {
    const { id } = await connect().tasks.create.mutate({ workflowId });
    const refusal = await refusalOf(connect().tasks.stop.mutate({ id }));
    expect(refusal).toMatchObject({
      code: "INVALID_TRANSITION",
      status: 409,
      taskStatus: "READY",
      allowed: ["start", "delete"],
    });
  });

  it("is the same class by REST", async () => {
    const svg = new File(["<svg xmlns='http://www.w3.org/2000/svg'/>"], "a.svg", { type: "image/svg+xml" });
    expect(await refusalOf(connect().upload(svg))).toMatchObject({
      code: "UNSUPPORTED_MEDIA_TYPE",
      status: 415,
      reason: "svg",
    });
    expect((await refusalOf(connect().download("nothing"))).code).toBe("OUTPUT_NOT_FOUND");
  });

  it("of a wrong token is one, for calls and for the live stream, and is not tried again", async () => {
    const stranger = connect({ token: "wrong" });
    expect((await refusalOf(stranger.tasks.counts.query())).code).toBe("UNAUTHENTICATED");
    expect((await refusalOf(stranger.changes().next())).code).toBe("UNAUTHENTICATED");
  });

  it("says so when it is not HubQueue that answers", async () => {
    const stub = await startStubServer((_request, response) =>
      response.writeHead(404, { "content-type": "text/html" }).end("<h1>nginx</h1>"),
    );
    const client = connect({ url: stub.url });
    const calls = [
      () => client.tasks.counts.query(),
      () => client.download("1"),
      () => client.changes().next(),
    ];
    for (const call of calls)
      expect(await refusalOf(call())).toMatchObject({ code: "UNREADABLE_ANSWER", status: 404 });
    stub.handle((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>welcome</h1>"),
    );
    expect((await refusalOf(client.tasks.counts.query())).code).toBe("UNREADABLE_ANSWER");
    await stub.close();
  });
});

describe("a call that HubQueue refuses because it was asked too often", () => {
  const tooOften = (retryAfterSeconds: number) => {
    const data = { code: "TOO_MANY_REQUESTS", httpStatus: 429, appCode: "RATE_LIMITED", retryAfterSeconds };
    return [{ error: { message: "too often", code: -32029, data } }];
  };

  it("is sent again when HubQueue says so, also one that may not be done twice: it was not done", async () => {
    const stub = await startStubServer((_request, response, count) =>
      count === 1
        ? answerJson(response, tooOften(0), 429)
        : answerJson(response, [{ result: { data: { id: "1", deleted: true } } }]),
    );
    const client = connect({ url: stub.url });
    expect(await client.tasks.remove.mutate({ id: "1" })).toEqual({ id: "1", deleted: true });
    expect(stub.requests.map(({ method }) => method)).toEqual(["POST", "POST"]);
    await stub.close();
  });

  it("is told to the caller when HubQueue wants a longer pause than a caller waits", async () => {
    const stub = await startStubServer((_request, response) => answerJson(response, tooOften(60), 429));
    const refusal = await refusalOf(connect({ url: stub.url }).tasks.counts.query());
    expect(refusal).toMatchObject({ code: "RATE_LIMITED", status: 429, retryAfterSeconds: 60 });
    expect(stub.requests).toHaveLength(1);
    await stub.close();
  });

  it("is sent again by REST as well", async () => {
    const problem = JSON.stringify({ code: "RATE_LIMITED", detail: "too often" });
    const stub = await startStubServer((_request, response, count) => {
      const headers = { "content-type": "application/problem+json", "retry-after": "0" };
      if (count === 1) response.writeHead(429, headers).end(problem);
      else answerJson(response, { id: "1" }, 201);
    });
    expect(await connect({ url: stub.url }).upload(new File(["words"], "words.txt"))).toEqual({ id: "1" });
    expect(stub.requests).toHaveLength(2);
    await stub.close();
  });
});

describe("the client", () => {
  it("sends the calls of one moment as one request", async () => {
    const network = losing(0);
    const client = connect(network);
    await Promise.all([
      client.tasks.counts.query(),
      client.batches.list.query({}),
      client.system.info.query(),
    ]);
    expect(network.sent).toEqual(["tasks.counts,batches.list,system.info"]);
  });

  it("takes an address with and without a slash at its end", async () => {
    const counts = await connect({ url: `${doors.url}/` }).tasks.counts.query();
    expect(counts).toEqual(await connect().tasks.counts.query());
  });

  it("hands files in, waits for the end of a task, and gets its result", async () => {
    const client = connect();
    const { id } = await client.tasks.create.mutate({ workflowId, start: true });
    const task = await client.waitFor(id);
    expect(task.status).toBe("SUCCESS");
    const [output] = task.outputs;
    if (output === undefined) throw new Error("no result");
    const whole = new Uint8Array(await (await client.download(output)).arrayBuffer());
    expect(whole.byteLength).toBe(output.size);
    const rest = await client.download(output, { fromByte: 100 });
    expect(rest.status).toBe(206);
    expect(new Uint8Array(await rest.arrayBuffer())).toEqual(whole.slice(100));

    const picture = new File([whole], "picture.png", { type: "image/png" });
    const upload = await client.upload(picture);
    expect(upload).toMatchObject({ fileName: "picture.png", size: whole.byteLength });
    expect(await client.uploads.get.query({ id: upload.id })).toEqual(upload);
  });

  it("waits no longer than the caller, nor for a task that is gone", async () => {
    const client = connect();
    const { id } = await client.tasks.create.mutate({ workflowId });
    const patience = new AbortController();
    const waiting = refusalOf(client.waitFor(id, { signal: patience.signal }));
    patience.abort();
    expect((await waiting).code).toBe("ABORTED");
    const gone = refusalOf(client.waitFor(id));
    await client.tasks.remove.mutate({ id });
    expect((await gone).code).toBe("TASK_NOT_FOUND");
  });

  it("tells changes until the caller has had enough, and then lets go of the connection", async () => {
    const client = connect();
    const seen: string[] = [];
    let task: { id: string } | undefined;
    for await (const changes of client.changes()) {
      task ??= await client.tasks.create.mutate({ workflowId, start: true });
      seen.push(...changes.tasks.flatMap(({ id, status }) => (id === task?.id ? [status] : [])));
      if (changes.tasks.some((one) => one.id === task?.id && isSettled(one))) break;
    }
    expect(seen.at(-1)).toBe("SUCCESS");
    await until("no subscriber", async () => harness.app.taskFeed.subscribers === 0);
  });
});
