import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bulkCreateSchema } from "@/lib/task-schemas";
import { SIMULATOR_DEFAULT_KEY } from "../runninghub/simulator/accounts";
import { documentedCalls, listenTo, runCalls } from "../testing/documented-calls";
import { type Doors, openDoors } from "../testing/doors";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE, until } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { aPicture } from "../testing/pictures";

/** `--json` is as old as curl 7.82. */
const hasCurl = (() => {
  try {
    const [, major, minor] = /^curl (\d+)\.(\d+)/.exec(String(execFileSync("curl", ["--version"]))) ?? [];
    return Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 82);
  } catch {
    return false;
  }
})();

const { calls } = documentedCalls();
const settles = (script: string) => /link-run|send-again/.test(script);
const streams = (script: string) => script.includes("curl -N");
const ordinary = calls.filter(({ script }) => !settles(script) && !streams(script));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-calls-"));
  await writeFile(path.join(folder, "photo.png"), await aPicture());
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!hasCurl)("docs/api.md", () => {
  let harness: Harness;
  let doors: Doors;
  let variables: Record<string, string>;

  beforeAll(async () => {
    harness = await startHarness({ config: { apiToken: API_TOKEN } });
    doors = await openDoors(harness.app);
    const done = await harness.createTask("a result");
    const { outputs } = await until("a kept result", async () => {
      const view = await harness.app.taskQueries.view(done.id);
      return view.outputs[0]?.state === "STORED" ? view : null;
    });
    const bulk = bulkCreateSchema.parse({ tasks: [{ workflowId: TEXT_TO_IMAGE.workflowId }] });
    const { batchId } = await harness.app.taskIntake.createBulk(ADMIN, bulk);
    const ready = await harness.createTask("to be started", { start: false });
    variables = { API_TOKEN, ID: ready.id, BATCH: batchId, OUTPUT: outputs[0]?.id ?? "" };
  });
  afterAll(async () => {
    await doors.close();
    await harness.stop();
  });

  it("has calls of every kind", () => {
    expect(ordinary.length).toBeGreaterThan(8);
    expect(calls.filter(({ script }) => settles(script))).toHaveLength(2);
    expect(calls.filter(({ script }) => streams(script))).toHaveLength(1);
  });

  it.each(ordinary)("$heading: each call is answered well", async ({ script }) => {
    const ground = { url: doors.url, folder: await mkdtemp(path.join(folder, "call-")), variables };
    await writeFile(path.join(ground.folder, "photo.png"), await aPicture());
    const statuses = await runCalls(script, ground);
    expect(statuses).toHaveLength(script.match(/^api /gm)?.length ?? 0);
    for (const status of statuses) expect(status).toBeLessThan(300);
    if (script.includes("-o result.png"))
      expect((await stat(path.join(ground.folder, "result.png"))).size).toBeGreaterThan(1_000);
  });

  it("Live changes: the stream begins at once, and tells what changes", async () => {
    const stream = calls.find(({ script }) => streams(script));
    const said = listenTo(stream?.script ?? "", { url: doors.url, folder, variables }, (text) =>
      text.includes('"description":"told live"'),
    );
    await until("a subscriber", async () => harness.app.taskFeed.subscribers > 0);
    await harness.app.taskIntake.create(ADMIN, {
      ...{ workflowId: TEXT_TO_IMAGE.workflowId, kind: "workflow", nodeInfoList: [], start: false },
      description: "told live",
    });
    expect(await said).toMatch(/^id: \d+$/m);
  });
});

describe.skipIf(!hasCurl)("docs/api.md, An unclear submit", () => {
  const SLOW = { speed: 1, settings: { queueMs: 0, runMs: 60_000 } };

  it.each([
    { script: "link-run", fault: "drop-after" },
    { script: "send-again", fault: "drop-before" },
  ])("$script settles it as the page says", async ({ script, fault }) => {
    const patient = { apiToken: API_TOKEN, submitUnknownGraceSeconds: 600 };
    const harness = await startHarness({ config: patient, simulator: SLOW });
    const doors = await openDoors(harness.app);
    try {
      await harness.control("faults", { match: { call: "create" }, fault: { type: fault }, count: 1 });
      const { id } = await harness.createTask("unclear");
      await harness.says(id, "SUBMIT_UNSETTLED");
      const remoteId = harness.simulator.engine.tasksOf(SIMULATOR_DEFAULT_KEY)[0]?.taskId ?? "";
      const variables = { API_TOKEN, ID: id, REMOTE_ID: remoteId };
      const call = calls.find((one) => one.script.includes(script));
      const ground = { url: doors.url, folder: await mkdtemp(path.join(folder, "settle-")), variables };
      expect(await runCalls(call?.script ?? "", ground)).toEqual([200]);
      const task = await harness.reaches(id, "QUEUED", "RUNNING");
      expect(task.statusReason).toBeNull();
    } finally {
      await doors.close();
      await harness.stop();
    }
  });
});
