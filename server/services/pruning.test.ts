/** Old records go by the days that administrators have set: exactly those, in small steps, in nobody's way. */
import { randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { KEEP_ALL, type KeepingRules } from "@/lib/keeping-schemas";
import { PruningRepository } from "../persistence/pruning-repository";
import { RunSums } from "../persistence/run-sums";
import { Random } from "../testing/chaos/random";
import { anAttempt, aResult, aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { begin, end, someRun } from "../testing/past-runs";

let harness: Harness;
let accountId: string;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  accountId = (await harness.app.accounts.list())[0]?.id ?? "";
});
afterEach(async () => {
  await harness.app.pruning.setRules(ADMIN, KEEP_ALL);
  await harness.app.db.task.deleteMany();
  await harness.app.db.setting.deleteMany({ where: UNTOLD });
});
afterAll(() => harness.stop());

const DAY_MS = 86_400_000;
/** What was removed on a day that no entry of the audit log tells of yet. */
const UNTOLD = { name: { startsWith: "records.pruned" } };
/** As if it had been removed then. */
const bookOn = (day: string) => harness.app.db.$executeRaw`
  UPDATE setting SET name = 'records.pruned ' || ${day}::text, value = value || jsonb_build_object('day', ${day}::text)
  WHERE name LIKE 'records.pruned%'`;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const rulesOf = (rules: Partial<KeepingRules>) =>
  harness.app.pruning.setRules(ADMIN, { ...KEEP_ALL, ...rules });
const left = async () =>
  (await harness.app.db.task.findMany({ select: { id: true } })).map(({ id }) => id).sort();

function aFinished(days: number, status = "SUCCESS", more: object = {}): Promise<string> {
  const reasonCode = status === "FAILED" ? "RUN_FAILED" : null;
  return aTask(harness.app.db, accountId, { status, reasonCode, completedAt: ago(days), ...more });
}

/** Of a run that is over unless told otherwise. @returns the task's id */
async function withResult(days: number, output: object, attempt: object = {}): Promise<string> {
  const { db } = harness.app;
  const taskId = await aFinished(days);
  const attemptId = await anAttempt(db, taskId, accountId, {
    state: "REJECTED",
    sentAt: ago(days),
    endedAt: ago(days),
    releasedAt: ago(days),
    ...attempt,
  });
  await aResult(db, { taskId, attemptId }, output);
  return taskId;
}
async function mark(taskId: string, marks: { favourite?: boolean; verdict?: string }): Promise<string> {
  await harness.app.db.galleryItem.updateMany({ where: { taskId }, data: marks });
  return taskId;
}
const TEXT = { fileType: "txt", text: "words", fileKey: "results/words" };
const GONE_FILE = { state: "REMOVED", fileKey: null, removedAt: new Date() };

/** So many tasks that ended at different moments, all of them long ago. */
async function many(count: number): Promise<void> {
  await harness.app.db.$executeRaw`
    INSERT INTO task (id, workflow_id, workflow_name, account_id, site, node_count, status, completed_at)
    SELECT gen_random_uuid(), '1', 'old', ${accountId}::uuid, 'site.test', 1, 'SUCCESS', now() - interval '100 days' - n * interval '1 second'
    FROM generate_series(1, ${count}::int) n`;
}

describe("tasks", () => {
  test("stay for ever until somebody has set how long", async () => {
    await aFinished(3_000);
    await harness.app.pruning.run();
    expect(await left()).toHaveLength(1);
  });

  test("that are old, over, and without anything that people keep go; exactly those", async () => {
    const { db } = harness.app;
    const going = [
      await aFinished(31),
      await aFinished(31, "FAILED"),
      await aFinished(400, "STOPPED"),
      await withResult(31, TEXT),
      await withResult(31, GONE_FILE),
      await withResult(31, { state: "FAILED", fileKey: null, errorCode: "FETCH_FAILED" }),
      await mark(await withResult(31, TEXT), { verdict: "REJECTED" }),
    ];
    const staying = [
      await aFinished(29),
      await aTask(db, accountId, { createdAt: ago(90) }),
      await aTask(db, accountId, { status: "PENDING", createdAt: ago(90), queuedAt: ago(90) }),
      await withResult(31, {}),
      await withResult(31, { state: "PENDING", fileKey: null, nextTryAt: new Date() }),
      await mark(await withResult(31, TEXT), { favourite: true }),
      await mark(await withResult(31, TEXT), { verdict: "KEPT" }),
      await withResult(31, TEXT, {
        state: "ACCEPTED",
        remoteId: "1",
        releasedAt: null,
        endedAt: null,
        nextPollAt: new Date(),
      }),
      await aFinished(31, "SUCCESS", { deletedAt: new Date() }),
    ];
    await rulesOf({ taskDays: 30 });
    await harness.app.pruning.run();
    expect(await left()).toEqual([...staying].sort());
    expect(await db.task.count({ where: { id: { in: going } } })).toBe(0);
    expect(await db.output.count()).toBe(5);
  });

  test("go in steps, and a process that dies between two leaves the rest to the next one", async () => {
    const rows = new PruningRepository(harness.app.db);
    await many(1_300);
    const young = await aFinished(1);
    const step = await rows.tasks(30, "SUCCESS", null, 400);
    expect([step?.gone.length, await harness.app.db.task.count()]).toEqual([400, 901]);
    const other = harness.another({ schedulerEnabled: false });
    await rulesOf({ taskDays: 30 });
    await other.pruning.run();
    await other.stop();
    expect(await left()).toEqual([young]);
    const { value } = await harness.app.db.setting.findFirstOrThrow({ where: UNTOLD });
    expect(value).toMatchObject({ tasks: 1_300, entries: 0 });
    expect(await harness.app.taskQueries.counts()).toMatchObject({ SUCCESS: 1 });
  });

  test("that stay do not keep those behind them from going", async () => {
    for (let n = 0; n < 3; n += 1) await withResult(200 + n, {});
    const last = await aFinished(100);
    const rows = new PruningRepository(harness.app.db);
    const first = await rows.tasks(30, "SUCCESS", null, 2);
    const second = await rows.tasks(30, "SUCCESS", first?.last ?? null, 2);
    expect([first?.gone, second?.gone.map(({ id }) => id)]).toEqual([[], [last]]);
    expect(second?.last).not.toBeNull();
  });

  test("in somebody's hands are left for the next time, and not waited for", async () => {
    const [held, free] = [await aFinished(40), await aFinished(41)];
    await rulesOf({ taskDays: 30 });
    await harness.app.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM task WHERE id = ${held}::uuid FOR UPDATE`;
      await harness.app.pruning.run();
    });
    expect(await left()).toEqual([held]);
    expect(free).not.toBe(held);
    await harness.app.pruning.run();
    expect(await left()).toEqual([]);
  });

  test("with a result that is marked at this moment stay", async () => {
    const { db } = harness.app;
    const taskId = await withResult(40, TEXT);
    await rulesOf({ taskDays: 30 });
    const { done } = await db.$transaction(
      async (tx) => {
        await tx.galleryItem.updateMany({ where: { taskId }, data: { favourite: true } });
        const run = harness.app.pruning.run();
        await until("the step to wait for the mark", async () => {
          const rows = await db.$queryRaw<unknown[]>`
            SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%gallery_item%'
              AND datname = current_database()`;
          return rows.length > 0;
        });
        return { done: run };
      },
      { timeout: 60_000 },
    );
    await done;
    expect(await left()).toEqual([taskId]);
  });

  test("go without holding up the queue: a task is claimed and sent while a step is under way", async () => {
    const { app, createTask } = harness;
    await many(600);
    await app.queue.pause(ADMIN);
    const task = await createTask("sent meanwhile");
    const queue = harness.another({ schedulerEnabled: true });
    await app.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`DELETE FROM task WHERE status = 'SUCCESS'`;
        await app.queue.resume(ADMIN);
        await queue.start();
        await until("the submit", async () => harness.acceptedPrompts().includes("sent meanwhile"));
      },
      { timeout: 60_000 },
    );
    await harness.reaches(task.id, "SUCCESS");
    await queue.stop();
  });

  test("are removed by one process at a time", async () => {
    await aFinished(40);
    await rulesOf({ taskDays: 30 });
    await harness.app.db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('pruning', 0))`;
      await harness.app.pruning.run();
    });
    expect(await left()).toHaveLength(1);
  });

  test("take nothing from the figures of the dashboard", async () => {
    const { app } = harness;
    const random = new Random(7);
    const world = {
      workflowIds: ["w1", "w2"],
      accountIds: [accountId],
      from: new Date("2025-10-29T00:00:00Z"),
      to: new Date("2025-11-05T00:00:00Z"),
    };
    for (let n = 0; n < 40; n += 1) {
      const run = someRun(random, world);
      await begin(app.db, run);
      await end(app.db, run);
      const { taskId, outcome, cause, endedAt } = run;
      const reasonCode = outcome === "FAILED" ? cause : null;
      await app.db.attempt.update({ where: { id: run.id }, data: { nextPollAt: null } });
      await app.db.task.update({
        where: { id: taskId },
        data: { status: outcome, reasonCode, completedAt: endedAt },
      });
    }
    // All of it by day and by workflow; names of workflows that are in no library come from their tasks.
    const figures = async () => {
      const found = await app.insight.read({ from: "2025-10-28", to: "2025-11-06", timeZone: "UTC" });
      return JSON.parse(
        JSON.stringify(found, (key, value) => (key === "name" || key === "now" ? undefined : value)),
      );
    };
    const sums = new RunSums(app.db);
    while ((await sums.count(100)) > 0);
    const before = await figures();
    expect(before.totals.succeeded).toBeGreaterThan(0);
    await rulesOf({ taskDays: 1 });
    await app.pruning.run();
    expect(await left()).toEqual([]);
    expect(await figures()).toEqual(before);
  });
});

describe("the audit log", () => {
  async function anEntry(days: number): Promise<bigint> {
    const entry = { action: "queue.paused", actorKind: "system", actorName: "test", happenedAt: ago(days) };
    return (await harness.app.db.auditEntry.create({ data: entry })).id;
  }

  test("loses what is older than the days that were set, and nothing else", async () => {
    const { db } = harness.app;
    for (let n = 0; n < 3; n += 1) await anEntry(300 + n);
    const young = [await anEntry(119), await anEntry(91)];
    await rulesOf({ auditDays: 120 });
    await harness.app.pruning.run();
    expect(await db.auditEntry.count({ where: { happenedAt: { lt: ago(120) } } })).toBe(0);
    expect(await db.auditEntry.count({ where: { id: { in: young } } })).toBe(2);
  });

  test("tells once a day what went, also when two processes tell it at once", async () => {
    const { app } = harness;
    await many(3);
    await anEntry(200);
    await rulesOf({ taskDays: 30, auditDays: 150 });
    await app.pruning.run();
    const told = () => app.db.auditEntry.findMany({ where: { action: "records.pruned" } });
    expect(await told()).toEqual([]);
    await bookOn("2026-01-31");
    const other = harness.another({ schedulerEnabled: false });
    await Promise.all([app.pruning.run(), other.pruning.run()]);
    await other.stop();
    await app.pruning.run();
    expect(await told()).toMatchObject([
      { actorKind: "system", changed: { day: "2026-01-31", tasks: 3, entries: 1 } },
    ]);
  });

  test("tells what went before midnight and after it apart, also of one pass", async () => {
    const { db } = harness.app;
    const rows = new PruningRepository(db);
    await many(5);
    await rows.tasks(30, "SUCCESS", null, 2);
    await bookOn("2026-01-30");
    await rows.tasks(30, "SUCCESS", null, 2);
    const untold = async () => (await db.setting.findMany({ where: UNTOLD })).map(({ value }) => value);
    expect(await untold()).toHaveLength(2);
    const told: unknown[] = [];
    await rows.tellDays((day, counts) => {
      told.push({ day, ...counts });
      const actor = { kind: "system", id: null, name: "test" } as const;
      return { action: "records.pruned", actor, changed: { day, ...counts } };
    });
    expect(told).toEqual([{ day: "2026-01-30", tasks: 2, entries: 0 }]);
    expect(await untold()).toMatchObject([{ tasks: 2, entries: 0 }]);
  });

  test("tells who set for how long records are kept, which operators may not", async () => {
    const operator: Actor = { kind: "user", id: "o", name: "o@example.org", role: "operator" };
    const rules = { taskDays: 365, auditDays: 400 };
    await expect(harness.app.pruning.setRules(operator, rules)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await rulesOf(rules);
    const { items } = await harness.app.audit.page(ADMIN, { action: "records.keepingChanged", limit: 1 });
    expect(items).toMatchObject([{ actor: { name: ADMIN.name }, changed: rules }]);
  });
});

test("sessions and links past their end, and names of files that RunningHub has forgotten, go without being asked", async () => {
  const { db, pruning } = harness.app;
  const userId = randomUUID();
  await db.authUser.create({ data: { id: userId, email: `${userId}@example.org`, name: "Ada" } });
  for (const days of [2, -2])
    await db.authSession.create({ data: { id: uuidv7(), token: uuidv7(), userId, expiresAt: ago(days) } });
  for (const days of [31, 29])
    await db.entryLink.create({
      data: {
        id: uuidv7(),
        kind: "invitation",
        role: "viewer",
        tokenHash: uuidv7(),
        email: `${days}@example.org`,
        createdBy: "test",
        expiresAt: ago(days),
      },
    });
  for (const days of [8, 6])
    await db.remoteFile.create({
      data: { accountId, sha256: `sha of ${days}`, remoteName: "x", uploadedAt: ago(days) },
    });
  await pruning.run();
  expect([await db.authSession.count(), await db.entryLink.count(), await db.remoteFile.count()]).toEqual([
    1, 1, 1,
  ]);
});
