/** Request and reply of a run, through both doors. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { processState } from "../process-state";
import { SIMULATOR_DEFAULT_KEY } from "../runninghub/simulator/accounts";
import { type Harness, startHarness } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { call } from "../testing/routes";
import { createCaller } from "./router";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { apiToken: API_TOKEN } });
  processState().container = harness.app;
});
afterAll(async () => {
  delete processState().container;
  await harness.stop();
});

const ROUTE = "GET /api/tasks/{id}/attempts/{number}/exchange";
const viewer = createCaller({ actor: { kind: "user", id: "v", name: "v@example.com", role: "viewer" } });
const exchange = (id: string, number: string | number) =>
  call(ROUTE, { path: { id, number: String(number) } });

test("a run shows what it sent and what it was answered, to whoever may see the task", async () => {
  const task = await harness.createTask("a harbour at night");
  await harness.reaches(task.id, "SUCCESS");
  const { remoteId } = await harness.app.db.attempt.findFirstOrThrow({ where: { taskId: task.id } });
  const shown = await (await exchange(task.id, 1)).json();
  expect(JSON.parse(shown.request)).toMatchObject({
    workflowId: task.workflowId,
    nodeInfoList: [{ fieldValue: "a harbour at night" }],
  });
  expect(JSON.parse(shown.reply)).toMatchObject({ httpStatus: 200, body: { data: { taskId: remoteId } } });
  expect(shown.sentAt <= shown.answeredAt).toBe(true);
  expect(await viewer.tasks.exchange({ id: task.id, number: 1 })).toEqual(shown);
});

test("no key and no webhook token leaves, wherever people or RunningHub have put them", async () => {
  const { db } = harness.app;
  const task = await harness.createTask(`the key is ${SIMULATOR_DEFAULT_KEY}`);
  await harness.reaches(task.id, "SUCCESS");
  const { id, webhookToken } = await db.attempt.findFirstOrThrow({ where: { taskId: task.id } });
  const reply = {
    echo: { apiKey: SIMULATOR_DEFAULT_KEY, [SIMULATOR_DEFAULT_KEY]: [`Bearer ${SIMULATOR_DEFAULT_KEY}`] },
    text: JSON.stringify({ webhookUrl: `https://me/api/webhooks/runninghub/${webhookToken}` }),
    file: "https://b.test/1.png?q-signature=SIGNED",
  };
  await db.attempt.update({ where: { id }, data: { reply } });
  const text = await (await exchange(task.id, 1)).text();
  expect(text).toContain("the key is [redacted]");
  for (const secret of [SIMULATOR_DEFAULT_KEY, webhookToken, "SIGNED"]) expect(text).not.toContain(secret);
});

test("a run that was not, a task that is not, and a stranger get a refusal", async () => {
  const task = await harness.createTask("never started", { start: false });
  for (const number of [1, 0, -1, "x", 2 ** 31]) {
    const response = await exchange(task.id, number);
    expect([response.status, (await response.json()).code]).toEqual([404, "TASK_NOT_FOUND"]);
  }
  expect((await exchange("nonsense", 1)).status).toBe(404);
  const path = { id: task.id, number: "1" };
  expect((await call(ROUTE, { path, signedIn: false })).status).toBe(401);
});
