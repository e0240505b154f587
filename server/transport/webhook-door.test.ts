import { afterEach, expect, test } from "vitest";
import { processState } from "../process-state";
import type { webhookShapeSchema } from "../runninghub/simulator/settings";
import { type Harness, startHarness, until } from "../testing/harness";
import { call } from "../testing/routes";
import { type StubServer, startStubServer } from "../testing/stub-server";

let harness: Harness;
let publicServer: StubServer;
afterEach(async () => {
  delete processState().container;
  await harness.stop();
  await publicServer.close();
});

const WEBHOOKS = "/api/webhooks/runninghub/";
/** So far apart that only a webhook can bring news within a test. */
const RARE_LOOKS = { statusCheckIntervalSeconds: 600, submitUnknownGraceSeconds: 600 } as const;
const SHAPES: (typeof webhookShapeSchema.options)[number][] = [
  "v1-string",
  "v1-object",
  "v2",
  "v2-wrapped",
  "bare",
  "file-string",
];

/** The product behind an address that RunningHub can reach; `held` keeps webhooks back. */
async function start(held = false) {
  const kept: { token: string; body: string }[] = [];
  const deliver = (token: string, body: string) =>
    call("POST /api/webhooks/runninghub/{token}", { path: { token }, body, signedIn: false });
  publicServer = await startStubServer(async ({ path, body }, response) => {
    const token = path.slice(WEBHOOKS.length);
    kept.push({ token, body: body.toString() });
    const answer = held ? new Response(null) : await deliver(token, body.toString());
    response.writeHead(answer.status).end(await answer.text());
  });
  harness = await startHarness({
    config: { ...RARE_LOOKS, publicUrl: publicServer.url },
    simulator: { speed: 1, settings: { queueMs: 0, runMs: 60_000, webhookDuplicates: 1 } },
  });
  // Without the live progress, whose end brings a look too.
  await harness.control("faults", { match: { path: "/task/openapi/outputs" }, fault: { type: "html502" } });
  processState().container = harness.app;
  return { kept, deliver };
}

/** It runs, and the queue will not look again for long: only a webhook brings news. */
async function runs(id: string): Promise<void> {
  await harness.app.db
    .$executeRaw`UPDATE attempt SET next_poll_at = clock_timestamp() WHERE running_at IS NULL`;
  await harness.reaches(id, "RUNNING");
  await until("no look to be due", async () => {
    // One that is under way is still due.
    const put = await harness.app.db.$executeRaw`
      UPDATE attempt SET next_poll_at = clock_timestamp() + interval '1 hour'
      WHERE released_at IS NULL AND next_poll_at > clock_timestamp()`;
    return put === 1;
  });
}

test.each(SHAPES)(
  "a webhook of the shape %s ends the task at once, and its copy changes nothing",
  async (shape) => {
    const { kept } = await start();
    await harness.control("settings", { webhookShape: shape });
    const task = await harness.createTask("webhook");
    await runs(task.id);
    await harness.control("advance", { ms: 61_000 });
    await harness.reaches(task.id, "SUCCESS");
    await until("the copy", async () => kept.length >= 2);
    const { outputs, attempts, events } = await harness.app.taskQueries.get(task.id);
    expect([outputs.length, attempts.length]).toEqual([1, 1]);
    expect(events.filter(({ toStatus }) => toStatus === "SUCCESS")).toHaveLength(1);
  },
);

test("webhooks that come late, twice and in the wrong order change nothing that is settled", async () => {
  const { kept, deliver } = await start(true);
  const first = await harness.createTask("first");
  await runs(first.id);
  await harness.control("advance", { ms: 61_000 });
  await until("its webhook", async () => kept.length >= 2);
  const [early] = kept.splice(0);
  await harness.app.db
    .$executeRaw`UPDATE attempt SET next_poll_at = clock_timestamp() WHERE released_at IS NULL`;
  harness.app.scheduler.kick();
  await harness.reaches(first.id, "SUCCESS");
  const second = await harness.createTask("second");
  await runs(second.id);
  await harness.control("advance", { ms: 61_000 });
  await until("its webhook", async () => kept.length >= 2);
  const [late] = kept;
  for (const webhook of [late, early, late, early])
    expect((await deliver(webhook?.token ?? "", webhook?.body ?? "")).status).toBe(200);
  await harness.reaches(second.id, "SUCCESS");
  for (const { id } of [first, second]) {
    const { outputs, events, attempts } = await harness.app.taskQueries.get(id);
    expect([outputs.length, attempts.length]).toEqual([1, 1]);
    expect(events.filter(({ toStatus }) => toStatus === "SUCCESS")).toHaveLength(1);
  }
  expect(harness.acceptedPrompts()).toEqual(["first", "second"]);
});

test("the webhook of a submit whose answer was lost names its run", async () => {
  const { kept } = await start();
  await harness.control("faults", { match: { call: "create" }, fault: { type: "drop-after" }, count: 1 });
  const task = await harness.createTask("lost");
  await harness.says(task.id, "SUBMIT_UNSETTLED");
  await harness.control("advance", { ms: 61_000 });
  const { runningHubTaskId } = await harness.reaches(task.id, "SUCCESS");
  expect(kept[0]?.body).toContain(runningHubTaskId);
  expect(harness.acceptedPrompts()).toEqual(["lost"]);
});

test("the settings tell whether webhooks arrive", async () => {
  const { kept } = await start();
  expect((await harness.app.queue.settings()).webhooks).toEqual({
    publicUrl: publicServer.url,
    asked: 0,
    arrived: 0,
    lastArrivedAt: null,
  });
  const arrives = await harness.createTask("arrives");
  await runs(arrives.id);
  await harness.control("advance", { ms: 61_000 });
  await harness.reaches(arrives.id, "SUCCESS");
  await harness.control("settings", { webhookLost: true });
  const lost = await harness.createTask("is lost");
  await runs(lost.id);
  await harness.control("advance", { ms: 61_000 });
  await harness.app.db
    .$executeRaw`UPDATE attempt SET next_poll_at = clock_timestamp() WHERE released_at IS NULL`;
  harness.app.scheduler.kick();
  await harness.reaches(lost.id, "SUCCESS");
  expect(kept.length).toBeGreaterThan(0);
  expect((await harness.app.queue.settings()).webhooks).toMatchObject({
    asked: 2,
    arrived: 1,
    lastArrivedAt: expect.stringMatching(/Z$/),
  });
});

test("a token that is not ours gets 404, whatever the body", async () => {
  const { deliver } = await start();
  expect((await deliver("nobodys", '{"taskId":"1"}')).status).toBe(404);
  expect((await deliver("not a token!", "")).status).toBe(404);
});
