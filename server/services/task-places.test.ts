/** Where tasks run: bound to an account or to any, moved between accounts, with their files. */
import { Readable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { createAccountSchema } from "@/lib/account-schemas";
import { createTaskSchema, type TaskView } from "@/lib/task-schemas";
import { SIMULATOR_DEFAULT_KEY } from "../runninghub/simulator/accounts";
import { startSimulator } from "../runninghub/simulator/server";
import { anAttempt, aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { aPicture } from "../testing/pictures";

let harness: Harness;
afterEach(() => harness.stop());

const SECOND_KEY = "2".repeat(32);
const SLOW = { speed: 1, settings: { queueMs: 0, runMs: 60_000 } } as const;
const UPLOAD = "/openapi/v2/media/upload/binary";
/** A sample that takes a picture and a few words. */
const RESTYLE = { workflowId: "1987654321098765401", image: "2", prompt: "3" } as const;

const uploads = () => harness.simulator.engine.ledger.calls()[UPLOAD] ?? 0;
const runsOf = (key: string) => harness.simulator.engine.tasksOf(key).length;

async function withPicture(prompt: string, content: string): Promise<TaskView> {
  const stream = Readable.from([await aPicture(content)]);
  const { id } = await harness.app.uploads.store(ADMIN, {
    fileName: "in.png",
    mimeType: "image/png",
    stream,
  });
  return harness.app.taskIntake.create(
    ADMIN,
    createTaskSchema.parse({
      workflowId: RESTYLE.workflowId,
      nodeInfoList: [
        { nodeId: RESTYLE.prompt, fieldName: "text", fieldValue: prompt },
        { nodeId: RESTYLE.image, fieldName: "image", uploadId: id },
      ],
      start: true,
    }),
  );
}

const addAccount = (baseUrl: string) =>
  harness.app.accountSetup.create(
    ADMIN,
    createAccountSchema.parse({ name: "second", baseUrl, apiKey: SECOND_KEY }),
  );
const assign = (ids: string[], accountId: string | null) =>
  harness.app.taskController.assign(ADMIN, { target: { ids }, accountId });

test("a task that is moved to another account runs there, and its file is sent there by itself", async () => {
  harness = await startHarness({ simulator: { ...SLOW, accounts: [{ key: SECOND_KEY }] } });
  const { id: second } = await addAccount(harness.simulator.url);
  await harness.app.accounts.pause(ADMIN, second);
  const first = await withPicture("first", "picture");
  await harness.reaches(first.id, "RUNNING");
  const moved = await withPicture("moved", "picture");
  expect([uploads(), runsOf(SECOND_KEY)]).toEqual([1, 0]);

  expect(await assign([moved.id], second)).toEqual({
    requested: 1,
    succeeded: [{ id: moved.id, status: "PENDING" }],
    failed: [],
  });
  expect((await harness.app.taskQueries.view(moved.id)).waiting).toMatchObject({ code: "ACCOUNT_PAUSED" });
  await harness.app.accounts.resume(ADMIN, second);
  await harness.reaches(moved.id, "RUNNING");
  expect([uploads(), runsOf(SECOND_KEY), runsOf(SIMULATOR_DEFAULT_KEY)]).toEqual([2, 1, 1]);
  const { events } = await harness.app.taskQueries.get(moved.id);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "assigned", actor: ADMIN.name, message: "second" }),
  );
});

test("a move to an account of another site changes the site, and back to any account keeps it", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  const elsewhere = await startSimulator({ accounts: [{ key: SECOND_KEY }] });
  try {
    const account = await addAccount(elsewhere.url);
    const task = await harness.createTask("moves", { start: false });
    await assign([task.id], account.id);
    expect(await harness.app.taskQueries.view(task.id)).toMatchObject({
      accountId: account.id,
      site: new URL(elsewhere.url).host,
    });
    await assign([task.id], null);
    expect(await harness.app.taskQueries.view(task.id)).toMatchObject({
      accountId: null,
      site: account.site,
    });
  } finally {
    await elsewhere.close();
  }
});

test("a task with a run of its own stays where it is, and does not spoil the move of the others", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  const { db } = harness.app;
  const account = (await harness.app.accounts.list())[0]?.id ?? "";
  const over = { completedAt: new Date() };
  const [running, done, failed, submitting] = await Promise.all([
    aTask(db, account, { status: "RUNNING" }),
    aTask(db, account, { status: "SUCCESS", ...over }),
    aTask(db, account, { status: "FAILED", reasonCode: "RUN_FAILED", ...over }),
    aTask(db, account, { status: "PENDING" }),
  ]);
  const attempt = await anAttempt(db, submitting, account);
  await db.task.update({ where: { id: submitting }, data: { currentAttemptId: attempt } });
  const report = await assign([running, done, failed, submitting, "nope"], null);
  expect(report.succeeded).toEqual([{ id: failed, status: "FAILED" }]);
  expect(new Map(report.failed.map(({ id, code }) => [id, code]))).toEqual(
    new Map([
      [running, "INVALID_TRANSITION"],
      [done, "INVALID_TRANSITION"],
      [submitting, "INVALID_TRANSITION"],
      ["nope", "TASK_NOT_FOUND"],
    ]),
  );
  await expect(assign([failed], "01890000-0000-7000-8000-00000000dead")).rejects.toMatchObject({
    code: "ACCOUNT_NOT_FOUND",
  });
  const viewer = { ...ADMIN, role: "viewer" } as const;
  await expect(
    harness.app.taskController.assign(viewer, { target: { ids: [failed] }, accountId: null }),
  ).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("the files of the next tasks are there before the slot is free: no upload comes between end and submit", async () => {
  harness = await startHarness({ simulator: SLOW });
  const first = await withPicture("first", "one");
  await harness.reaches(first.id, "RUNNING");
  const second = await withPicture("second", "two");
  // One slot: the files of the next two are sent ahead, and the same content once.
  const third = await withPicture("third", "two");
  await withPicture("fourth", "four");
  await until("the file sent ahead", async () => uploads() === 2);
  await harness.app.scheduler.tick(300);
  expect(uploads()).toBe(2);
  await harness.control("advance", { ms: 61_000 });
  await harness.reaches(second.id, "RUNNING");
  expect(await harness.status(third.id)).toBe("PENDING");
  await until("the fourth's file, whose turn is the next but one", async () => uploads() === 3);
  expect(harness.acceptedPrompts()).toEqual(["first", "second"]);
});

test("nothing is sent ahead to an account that is paused, nor while the queue is", async () => {
  harness = await startHarness({ simulator: SLOW });
  const first = await withPicture("first", "one");
  await harness.reaches(first.id, "RUNNING");
  const { id } = (await harness.app.accounts.list())[0] ?? { id: "" };
  await harness.app.accounts.pause(ADMIN, id);
  await withPicture("second", "two");
  await harness.app.scheduler.tick(300);
  await harness.app.queue.pause(ADMIN);
  await harness.app.accounts.resume(ADMIN, id);
  await harness.app.scheduler.tick(300);
  expect(uploads()).toBe(1);
  await harness.app.queue.resume(ADMIN);
  await until("the file sent ahead", async () => uploads() === 2);
});

test("a file that cannot be sent ahead is not tried in a loop, and its submit tells why", async () => {
  harness = await startHarness({ simulator: SLOW });
  const first = await withPicture("first", "one");
  await harness.reaches(first.id, "RUNNING");
  await harness.control("faults", {
    match: { call: "upload" },
    fault: { type: "json", body: { code: 809, msg: "APIKEY_FILE_SIZE_EXCEEDED", data: null } },
  });
  const before = uploads();
  const second = await withPicture("second", "two");
  await until("the try", async () => uploads() > before);
  for (let pass = 0; pass < 3; pass += 1) await harness.app.scheduler.tick(100);
  expect(uploads()).toBe(before + 1);
  expect((await harness.app.taskQueries.view(second.id)).statusReason).toBeNull();
  await harness.control("advance", { ms: 61_000 });
  expect((await harness.reaches(second.id, "FAILED")).statusReason?.code).toBe("UPLOAD_FAILED");
});
