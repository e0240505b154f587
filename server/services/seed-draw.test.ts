import { afterEach, describe, expect, it, test } from "vitest";
import { createTaskSchema, type TaskView, type WorkflowKind } from "@/lib/task-schemas";
import type { FormSettings } from "@/lib/workflow-settings";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE } from "../testing/harness";
import { seedDrawer } from "./seed-draw";
import { VersionFields } from "./version-fields";

const MAX = 2 ** 32 - 1;
const input = {
  position: 0,
  nodeId: "3",
  fieldName: "seed",
  value: null,
  valueType: "seed",
  upload: null,
};
const app = (options: object) =>
  JSON.stringify({
    nodeInfoList: [
      {
        nodeId: "3",
        nodeName: "KSampler",
        fieldName: "seed",
        fieldValue: "1",
        fieldType: "INT",
        fieldData: JSON.stringify(["INT", options]),
      },
    ],
  });
interface Version {
  readonly kind?: WorkflowKind;
  readonly content?: string;
  readonly formSettings?: FormSettings;
}
/** Of a task of this version; without content, of a task without one. */
async function highest({ kind = "workflow", content, formSettings }: Version) {
  const versionFields = new VersionFields({ versionContent: async () => content ?? "" });
  const fields = await versionFields.of({
    ...{ kind, graph: null, formSettings: formSettings ?? null },
    versionId: content === undefined ? null : "v",
  });
  return seedDrawer(kind, fields, () => 1 - Number.EPSILON)(input);
}

describe("a seed that is new each run", () => {
  it("has 32 bits, and is sent as a number, where nothing more is known", async () => {
    expect(await highest({})).toMatchObject({
      seed: { position: 0, digits: String(MAX) },
      fieldValue: { value: String(MAX) },
    });
    expect(seedDrawer("workflow", [], () => 0)(input).seed.digits).toBe("0");
  });

  it("is sent as text to an AI app, within what its field takes", async () => {
    expect(await highest({ kind: "ai-app", content: app({ min: 5, max: 99 }) })).toMatchObject({
      fieldValue: "99",
    });
    expect(await highest({ kind: "ai-app", content: app({ max: 2 ** 53 }) })).toMatchObject({
      fieldValue: String(MAX),
    });
  });

  it("keeps to the limits of whoever arranged the form", async () => {
    const content = JSON.stringify({ "3": { class_type: "KSampler", inputs: { seed: 1 } } });
    const formSettings = { fields: [{ nodeId: "3", fieldName: "seed", max: 1000 }] };
    expect((await highest({ content, formSettings })).seed.digits).toBe("1000");
  });

  it("is drawn all the same when the kept content cannot be read", async () => {
    expect((await highest({ content: "{" })).seed.digits).toBe(String(MAX));
  });
});

describe("through the engine", () => {
  let harness: Harness;
  afterEach(() => harness.stop());
  const seedOf = (task: TaskView) => task.nodeInfoList.find((entry) => entry.random);
  /** As RunningHub received them. */
  const received = () =>
    harness.simulator.engine.ledger
      .entries()
      .map((entry) => entry.nodeInfoList.find(({ fieldName }) => fieldName === "seed")?.fieldValue);
  const create = (start: boolean) =>
    harness.app.taskIntake.create(
      ADMIN,
      createTaskSchema.parse({
        workflowId: TEXT_TO_IMAGE.workflowId,
        nodeInfoList: [
          { nodeId: TEXT_TO_IMAGE.nodeId, fieldName: "text", fieldValue: "a fox" },
          { nodeId: "5", fieldName: "seed", random: true },
        ],
        start,
      }),
    );

  test("each run draws its own seed, and the task shows the one that RunningHub received last", async () => {
    harness = await startHarness({
      simulator: { speed: 1, settings: { queueMs: 0, runMs: 60_000, cancelDelayMs: 0 } },
    });
    const task = await create(false);
    expect(seedOf(task)).toEqual({ nodeId: "5", fieldName: "seed", random: true });
    for (const run of [1, 2]) {
      await harness.app.taskController.start(ADMIN, task.id);
      await harness.reaches(task.id, "RUNNING");
      const last = received().at(-1);
      expect(received()).toHaveLength(run);
      expect(seedOf(await harness.app.taskQueries.view(task.id))).toMatchObject({
        fieldValue: String(last),
        random: true,
      });
      await harness.app.taskController.stop(ADMIN, task.id);
    }
    expect(new Set(received().map(String)).size).toBe(2);
    const copy = await harness.app.taskAgain.runAgain(ADMIN, task.id, { start: false });
    expect(seedOf(copy)).toEqual({ nodeId: "5", fieldName: "seed", random: true });
  });

  test("a submit that was refused for lack of room is drawn again, and only what ran is shown", async () => {
    harness = await startHarness();
    await harness.control("faults", { match: { call: "create" }, fault: { type: "busy" }, count: 1 });
    const task = await create(true);
    const done = await harness.reaches(task.id, "SUCCESS");
    const accepted = harness.simulator.engine.ledger.entries().filter((entry) => entry.accepted);
    expect(accepted).toHaveLength(1);
    const sent = accepted[0]?.nodeInfoList.find(({ fieldName }) => fieldName === "seed")?.fieldValue;
    expect(seedOf(done)?.fieldValue).toBe(String(sent));
  });
});
