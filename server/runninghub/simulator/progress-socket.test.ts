import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { openBench, TEXT_TO_IMAGE, type TestBench } from "./harness";

interface Message {
  type: string;
  data: { node?: string | null; value?: number; max?: number };
}

function listen(url: string) {
  const socket = new WebSocket(url);
  const seen: { messages: Message[]; isClosed: boolean } = { messages: [], isClosed: false };
  socket.on("message", (data) => seen.messages.push(JSON.parse(String(data))));
  socket.on("close", () => {
    seen.isClosed = true;
  });
  onTestFinished(() => socket.terminate());
  return {
    seen,
    opened: new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject)),
  };
}

async function runningTask(bench: TestBench): Promise<{ taskId: string; socketUrl: string }> {
  await bench.control(`/workflows/${TEXT_TO_IMAGE}/behaviour`, {
    queueMs: 1000,
    runMs: 10_000,
    failure: undefined,
  });
  const taskId = await bench.create();
  await bench.advance(1000);
  const { data } = await bench.v1("/task/openapi/outputs", { taskId });
  return { taskId, socketUrl: data.netWssUrl };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

test("the websocket tells the run node by node with steps, then closes", async () => {
  const bench = await openBench();
  const { socketUrl } = await runningTask(bench);
  const { seen, opened } = listen(socketUrl);
  await opened;
  for (let second = 0; second < 10; second += 1) await bench.advance(1000);
  await until(() => expect(seen.isClosed).toBe(true));
  const executed = seen.messages
    .filter((message) => message.type === "executing")
    .map((message) => message.data.node);
  expect(new Set(executed)).toEqual(new Set(["1", "2", "3", "4", "5", "6", "7", null]));
  const steps = seen.messages.filter((message) => message.type === "progress");
  expect(steps.map((message) => message.data.value)).toEqual(
    Array.from({ length: 24 }, (_, step) => step + 1),
  );
  expect(seen.messages.map((message) => message.type)).toEqual(
    expect.arrayContaining(["status", "executed", "execution_success"]),
  );
});

test("a listener that joins late starts at the node being executed", async () => {
  const bench = await openBench();
  const { socketUrl } = await runningTask(bench);
  await bench.advance(6000);
  const { seen } = listen(socketUrl);
  await until(() => expect(seen.messages.length).toBeGreaterThan(2));
  expect(seen.messages[1]).toMatchObject({ type: "executing", data: { node: "5" } });
});

test("a failing run ends with execution_error, a cancelled one is interrupted", async () => {
  const bench = await openBench({ limit: 2 });
  const failing = await runningTask(bench);
  await bench.control(`/tasks/${failing.taskId}`, { failure: "oom" });
  const cancelled = await runningTask(bench);
  await bench.v1("/task/openapi/cancel", { taskId: cancelled.taskId });
  const [first, second] = [listen(failing.socketUrl), listen(cancelled.socketUrl)];
  await Promise.all([first.opened, second.opened]);
  await bench.advance(10_000);
  await until(() => expect([first.seen.isClosed, second.seen.isClosed]).toEqual([true, true]));
  expect(first.seen.messages).toContainEqual(expect.objectContaining({ type: "execution_error" }));
  expect(second.seen.messages).toContainEqual(expect.objectContaining({ type: "execution_interrupted" }));
});

test("an unknown client id or path is refused", async () => {
  const bench = await openBench();
  const base = bench.url.replace("http", "ws");
  await expect(listen(`${base}/ws/c_instance?clientId=nobody`).opened).rejects.toThrow("404");
  await expect(listen(`${base}/elsewhere`).opened).rejects.toThrow("404");
});
