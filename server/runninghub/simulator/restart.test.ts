import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { KEY, openBench, RESTYLE, TEXT_TO_IMAGE, TestClock } from "./harness";
import { type SimulatorOptions, startSimulator } from "./server";

function stateDirectory(): string {
  const stateDir = mkdtempSync(path.join(tmpdir(), "simulator state "));
  onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
  return stateDir;
}

/** Starts again on the same port; the first call may still meet a pooled connection of the previous server. */
async function reopen(options: SimulatorOptions) {
  const bench = await openBench(options);
  await vi.waitFor(() => bench.control("/health"), { timeout: 10_000 });
  return bench;
}

test("a running task goes on over a restart on the same port and keeps its slot, inputs and ledger", async () => {
  const stateDir = stateDirectory();
  const clock = new TestClock();
  const bench = await openBench({ stateDir, clock });
  const { port } = bench.simulator;
  const { fileName } = (await bench.upload(new TextEncoder().encode("bytes"), "a.png")).data;
  const nodeInfoList = [
    { nodeId: "2", fieldName: "image", fieldValue: fileName },
    { nodeId: "6", fieldName: "seed", fieldValue: "7240913508812277145" },
  ];
  const taskId = await bench.create({ workflowId: RESTYLE, nodeInfoList });
  await bench.advance(3000);
  await bench.simulator.close();

  const again = await reopen({ stateDir, clock, port });
  expect(again.url).toBe(bench.url);
  expect((await again.v1("/task/openapi/status", { taskId })).data).toBe("RUNNING");
  expect(await again.v1("/task/openapi/create", { workflowId: TEXT_TO_IMAGE })).toMatchObject({ code: 421 });
  await again.simulator.close();

  clock.value += 30_000;
  const later = await reopen({ stateDir, clock, port });
  const { data } = await later.v1("/task/openapi/outputs", { taskId });
  expect((await fetch(data[0].fileUrl)).status).toBe(200);
  const ledger = await later.control("/ledger");
  expect(ledger.creates.map((entry: { accepted: boolean }) => entry.accepted)).toEqual([true, false]);
  expect((await later.control(`/tasks/${taskId}`)).graph["6"].inputs.seed).toBe(7240913508812277145n);
  expect(BigInt(await later.create())).toBeGreaterThan(BigInt(taskId));
});

test("registered workflows, account changes, settings and moved time survive a restart; reset forgets them", async () => {
  const stateDir = stateDirectory();
  const bench = await openBench({ stateDir });
  const graph = { 1: { class_type: "SaveText", inputs: { text: "x" } } };
  const { workflowId } = await bench.control("/workflows", { name: "kept", graph });
  await bench.control("/accounts", { key: KEY, limit: 4 });
  await bench.control("/settings", { cancelReport: "empty" });
  await bench.advance(123_000);
  const { now } = await bench.control("/health");
  await bench.simulator.close();

  const again = await openBench({ stateDir });
  expect(await again.create({ workflowId })).toMatch(/^\d{19}$/);
  expect(again.simulator.engine.account(KEY)?.limit).toBe(4);
  expect(again.simulator.engine.settings.cancelReport).toBe("empty");
  expect((await again.control("/health")).now).toBe(now);
  await again.control("/reset", {});
  expect(await again.v1("/task/openapi/create", { workflowId })).toMatchObject({ code: 380 });
  expect((await again.control("/ledger")).creates).toHaveLength(1);
  expect(again.simulator.engine.account(KEY)?.limit).toBe(1);
});

test("a webhook whose time comes while the service is down is sent after the restart", async () => {
  const stateDir = stateDirectory();
  const clock = new TestClock();
  const bench = await openBench({ stateDir, clock });
  const taskId = await bench.create({ webhookUrl: "http://127.0.0.1:9/nobody" });
  await bench.simulator.close();
  clock.value += 60_000;
  const again = await openBench({ stateDir, clock });
  again.simulator.pump();
  await expect
    .poll(async () => (await again.v1("/task/openapi/getWebhookDetail", { taskId })).data.callbackStatus)
    .toBe("FAILED");
});

test("a port in use makes the start fail instead of hanging", async () => {
  const bench = await openBench();
  await expect(startSimulator({ port: bench.simulator.port })).rejects.toThrow("EADDRINUSE");
});
