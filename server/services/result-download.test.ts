/** Results on their way from RunningHub to us, with what can happen to them. */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import type { OutputView, TaskView } from "@/lib/task-schemas";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const HOUR_MS = 3_600_000;
const ERROR_PAGE = { type: "status", status: 200, body: "<html>Sorry</html>", contentType: "image/png" };

const faults = (fault: object, count: number | null = null) =>
  harness.control("faults", { match: { call: "files" }, fault, count });
const noFaults = () => fetch(`${harness.simulator.url}/__control/faults`, { method: "DELETE" });
const rowOf = ({ outputs }: TaskView) =>
  harness.app.db.output.findUniqueOrThrow({ where: { id: outputs[0]?.id ?? "" } });

async function aRun(prompt: string): Promise<TaskView> {
  const { id } = await harness.createTask(prompt);
  return harness.reaches(id, "SUCCESS");
}

function becomes(task: TaskView, state: OutputView["state"]): Promise<OutputView> {
  return until(`the result to be ${state}`, async () => {
    const output = (await harness.app.taskQueries.view(task.id)).outputs[0];
    return output?.state === state ? output : null;
  });
}

/** A try has failed, and the next one is far away. */
async function hasFailedOnce(task: TaskView): Promise<void> {
  await until("a failed try", async () => (await rowOf(task)).error !== null);
}

/** The next try is due, and is the one with this number. */
async function tryNow(task: TaskView, number: number): Promise<void> {
  const { id } = await rowOf(task);
  await harness.app.db.$executeRaw`
    UPDATE output SET tries = ${number - 1}, next_try_at = clock_timestamp() WHERE id = ${id}::uuid AND state = 'PENDING'`;
  harness.app.scheduler.kick();
}

async function keptContent(task: TaskView): Promise<string> {
  const { file } = await harness.app.outputs.open(task.outputs[0]?.id ?? "");
  const content = await file.read();
  return createHash("sha256")
    .update(content ? await buffer(content) : "")
    .digest("hex");
}

async function remoteContent(task: TaskView): Promise<string> {
  const answer = await fetch((await rowOf(task)).remoteUrl ?? "");
  return createHash("sha256")
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest("hex");
}

test("a transfer that breaks in the middle goes on where it broke, within the same try", async () => {
  await faults({ type: "break", afterBytes: 500 }, 3);
  const task = await aRun("breaks");
  await becomes(task, "STORED");
  expect(await keptContent(task)).toBe(await remoteContent(task));
  expect((await rowOf(task)).tries).toBe(1);
});

test("where the host knows no parts, the whole is fetched again", async () => {
  await harness.control("settings", { fileRanges: false });
  await faults({ type: "break", afterBytes: 500 }, 1);
  const task = await aRun("no ranges");
  await becomes(task, "STORED");
  expect(await keptContent(task)).toBe(await remoteContent(task));
  expect((await rowOf(task)).tries).toBe(2);
});

test("a file that changes while it is fetched is fetched anew, not patched together", async () => {
  await faults({ type: "break", afterBytes: 500, changes: true }, 1);
  const task = await aRun("changes");
  await becomes(task, "STORED");
  expect(await keptContent(task)).toBe(await remoteContent(task));
  expect((await rowOf(task)).tries).toBe(2);
});

test("an error page that calls itself a picture is not kept; a person has it fetched again, and no run is paid twice", async () => {
  await faults(ERROR_PAGE);
  const task = await aRun("error page");
  await hasFailedOnce(task);
  await tryNow(task, 8);
  const failed = await becomes(task, "FAILED");
  expect(failed.reason?.code).toBe("NOT_THE_FILE");
  await noFaults();
  const again = await harness.app.outputs.retry(ADMIN, failed.id);
  expect(again).toMatchObject({ state: "PENDING", reason: null });
  await becomes(task, "STORED");
  expect(await keptContent(task)).toBe(await remoteContent(task));
  expect(harness.acceptedPrompts()).toEqual(["error page"]);
  const { events, status } = await harness.app.taskQueries.get(task.id);
  expect(status).toBe("SUCCESS");
  expect(
    events.filter(({ type }) => type.startsWith("output")).map(({ type, actor }) => [type, actor]),
  ).toEqual([
    ["outputFailed", "queue"],
    ["outputRetried", ADMIN.name],
    ["outputStored", "queue"],
  ]);
});

test("a link that has expired is replaced by a fresh one while RunningHub has the file", async () => {
  await harness.control("settings", { linkLifetimeHours: 1 });
  await faults({ type: "html502" }, 1);
  const task = await aRun("expired link");
  await hasFailedOnce(task);
  const before = await rowOf(task);
  await harness.control("advance", { ms: 2 * HOUR_MS });
  await tryNow(task, 2);
  await becomes(task, "STORED");
  expect((await rowOf(task)).remoteUrl).not.toBe(before.remoteUrl);
  expect(harness.acceptedPrompts()).toEqual(["expired link"]);
});

test.each([null, 1])(
  "a result that RunningHub has thrown away is gone for good (links of %s hours)",
  async (hours) => {
    await harness.control("settings", { linkLifetimeHours: hours });
    await faults({ type: "html502" }, 1);
    const task = await aRun("thrown away");
    await hasFailedOnce(task);
    await harness.control("advance", { ms: 25 * HOUR_MS });
    await tryNow(task, 3);
    expect((await becomes(task, "FAILED")).reason).toEqual({
      code: "LINK_EXPIRED",
      message: "RunningHub's link has expired, and it gives no new one for this run",
    });
  },
);

test("what is kept is left alone by a retry, and viewers cannot ask for one", async () => {
  const task = await aRun("kept");
  const { id } = await becomes(task, "STORED");
  const viewer: Actor = { ...ADMIN, role: "viewer" };
  await expect(harness.app.outputs.retry(viewer, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await harness.app.outputs.retry({ ...ADMIN, role: "operator" }, id)).state).toBe("STORED");
  for (const unknown of ["nonsense", "01890a5d-ac96-774b-bcce-b302099a8057"])
    await expect(harness.app.outputs.retry(ADMIN, unknown)).rejects.toMatchObject({
      code: "OUTPUT_NOT_FOUND",
    });
  const { events } = await harness.app.taskQueries.get(task.id);
  expect(events.map(({ type }) => type)).not.toContain("outputRetried");
});

test("a result is saved under the name that people have set, which viewers cannot set", async () => {
  const task = await aRun("named");
  const { id } = await becomes(task, "STORED");
  const { outputs, resultNames } = harness.app;
  expect((await outputs.open(id)).fileName).toBe(`${task.workflowName}-${id.slice(-8)}.png`);
  await resultNames.setTemplate(ADMIN, "{batch}_{date}_{workflow}");
  const day = (await rowOf(task)).createdAt.toISOString().slice(0, 10);
  expect((await outputs.open(id)).fileName).toBe(`${day}_${task.workflowName}.png`);
  const viewer: Actor = { ...ADMIN, role: "viewer" };
  await expect(resultNames.setTemplate(viewer, "{id}")).rejects.toMatchObject({ code: "FORBIDDEN" });
});
