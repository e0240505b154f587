import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { KEY, openBench, TEXT_TO_IMAGE, type TestBench } from "./harness";
import { parseJson } from "./json";

interface Receiver {
  url: string;
  bodies: string[];
  answers: number[];
}

/** Takes webhooks down; answers the scripted statuses first, then 200. */
async function openReceiver(...answers: number[]): Promise<Receiver> {
  const receiver: Receiver = { url: "", bodies: [], answers };
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    receiver.bodies.push(Buffer.concat(chunks).toString("utf8"));
    response.writeHead(receiver.answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  // A listening TCP server has an AddressInfo.
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/secret`;
  return receiver;
}

const received = (receiver: Receiver, count: number) =>
  vi.waitFor(() => expect(receiver.bodies).toHaveLength(count), { timeout: 10_000, interval: 10 });

const detailOf = async (bench: TestBench, taskId: string) =>
  (await bench.v1("/task/openapi/getWebhookDetail", { taskId })).data;

/** The sender writes the outcome down just after the receiver answered. */
const settled = (bench: TestBench, taskId: string, expected: object) =>
  vi.waitFor(async () => expect(await detailOf(bench, taskId)).toMatchObject(expected), {
    timeout: 10_000,
    interval: 10,
  });

test("the end of a v1 task is announced once, with eventData as text and the time as a number", async () => {
  const bench = await openBench();
  const receiver = await openReceiver();
  const taskId = await bench.create({ webhookUrl: receiver.url });
  await bench.advance(2000);
  expect(receiver.bodies).toHaveLength(0);
  await bench.advance(20_000);
  await received(receiver, 1);
  const body = JSON.parse(receiver.bodies[0] ?? "");
  expect(body).toEqual({ event: "TASK_END", taskId, eventData: expect.any(String) });
  const event = JSON.parse(body.eventData);
  expect(event).toMatchObject({ code: 0, msg: "success", data: [{ fileType: "png", nodeId: "7" }] });
  expect(event.data[0].taskCostTime).toBeTypeOf("number");
  await settled(bench, taskId, { callbackStatus: "SUCCESS", retryCount: 0, webhookUrl: receiver.url });
  await bench.advance(600_000);
  expect(receiver.bodies).toHaveLength(1);
});

test("a receiver that fails is asked again about every minute, at most three times more", async () => {
  const bench = await openBench();
  const receiver = await openReceiver(500, 503, 404, 500);
  const taskId = await bench.create({ webhookUrl: receiver.url });
  await bench.advance(20_000);
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    await received(receiver, attempt);
    await settled(bench, taskId, { callbackStatus: "FAILED", retryCount: Math.min(3, attempt) });
    await bench.advance(59_000);
    expect(receiver.bodies).toHaveLength(attempt);
    await bench.advance(1000);
  }
  expect(receiver.bodies).toHaveLength(4);
});

test("a later 2xx ends the retries, and retryWebhook sends again, also elsewhere", async () => {
  const bench = await openBench();
  const [receiver, elsewhere] = [await openReceiver(500), await openReceiver()];
  const taskId = await bench.create({ webhookUrl: receiver.url });
  await bench.advance(20_000);
  await settled(bench, taskId, { callbackStatus: "FAILED", callbackResponse: "HTTP 500" });
  await bench.advance(60_000);
  await settled(bench, taskId, { callbackStatus: "SUCCESS" });
  const { id: webhookId } = await detailOf(bench, taskId);
  const retry = await bench.v1("/task/openapi/retryWebhook", { webhookId, webhookUrl: elsewhere.url });
  expect(retry).toEqual({ code: 0, msg: "", data: null });
  await received(elsewhere, 1);
  expect(receiver.bodies).toHaveLength(2);
});

test("an unreachable receiver counts as a failed attempt; a task without webhook has no detail", async () => {
  const bench = await openBench({ limit: 2 });
  const taskId = await bench.create({ webhookUrl: "http://127.0.0.1:9/nobody" });
  const silent = await bench.create();
  await bench.advance(20_000);
  await settled(bench, taskId, {
    callbackStatus: "FAILED",
    callbackResponse: expect.stringContaining("I/O error"),
  });
  expect(await bench.v1("/task/openapi/getWebhookDetail", { taskId: silent })).toMatchObject({
    ...{ code: 1, msg: "webhook event not exists" },
  });
});

test("failures are announced with code 805 and their reason", async () => {
  const bench = await openBench();
  const receiver = await openReceiver();
  await bench.control(`/workflows/${TEXT_TO_IMAGE}/behaviour`, { failure: "oom" });
  await bench.create({ webhookUrl: receiver.url });
  await bench.advance(20_000);
  await received(receiver, 1);
  const event = JSON.parse(JSON.parse(receiver.bodies[0] ?? "").eventData);
  expect(event).toMatchObject({
    code: 805,
    data: { failedReason: { exception_type: "torch.OutOfMemoryError" } },
  });
});

test("a v2 run announces its end in v2 style", async () => {
  const bench = await openBench();
  const receiver = await openReceiver();
  await bench.v2(`/openapi/v2/run/workflow/${TEXT_TO_IMAGE}`, { nodeInfoList: [], webhookUrl: receiver.url });
  await bench.advance(20_000);
  await received(receiver, 1);
  expect(JSON.parse(receiver.bodies[0] ?? "").eventData).toMatchObject({
    ...{ status: "SUCCESS", errorCode: "", results: [{ outputType: "png" }], usage: { consumeMoney: null } },
  });
});

test.each([
  ["v1-object", { event: "TASK_END", eventData: { code: 0, data: [{ nodeId: "7" }] } }],
  ["v2-wrapped", { eventData: { code: 0, data: { status: "SUCCESS", results: [{ outputType: "png" }] } } }],
  ["bare", { status: "SUCCESS", results: [{ outputType: "png" }] }],
  ["file-string", { eventData: expect.stringContaining('"fileUrl"') }],
])("the body can take the %s shape, and the id be a number", async (webhookShape, expected) => {
  const bench = await openBench();
  await bench.control("/settings", { webhookShape, webhookNumericTaskId: true });
  const receiver = await openReceiver();
  const taskId = await bench.create({ webhookUrl: receiver.url });
  await bench.advance(20_000);
  await received(receiver, 1);
  const [text = ""] = receiver.bodies;
  expect(parseJson(text)).toMatchObject({ ...expected, taskId: BigInt(taskId) });
});

test("announcements can come several times, late, or never", async () => {
  const bench = await openBench({ limit: 3, settings: { webhookDuplicates: 2 } });
  const [many, late, lost] = [await openReceiver(), await openReceiver(), await openReceiver()];
  await bench.create({ webhookUrl: many.url });
  await bench.advance(20_000);
  await received(many, 3);
  await bench.control("/settings", { webhookDuplicates: 0, webhookDelayMs: 30_000 });
  await bench.create({ webhookUrl: late.url });
  await bench.advance(11_500);
  await bench.control("/settings", { webhookDelayMs: 0 });
  expect(late.bodies).toHaveLength(0);
  await bench.advance(30_000);
  await received(late, 1);
  await bench.control("/settings", { webhookLost: true });
  const taskId = await bench.create({ webhookUrl: lost.url });
  await bench.advance(20_000);
  await settled(bench, taskId, { callbackStatus: "FAILED" });
  await bench.advance(600_000);
  expect(lost.bodies).toHaveLength(0);
  expect((await bench.v1("/uc/openapi/accountStatus", {}, KEY)).data.currentTaskCounts).toBe("0");
});
