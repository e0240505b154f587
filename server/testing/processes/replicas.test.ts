/** What single replicas may and may not do, and that the judge of the rounds sees what is wrong. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { SIMULATOR_DEFAULT_KEY } from "../../runninghub/simulator/accounts";
import { judge } from "./judge";
import { createTask, createTaskWithFile } from "./people";
import { PostgresServer } from "./postgres-server";
import type { ReplicaSeat } from "./replica-seat";
import { until } from "./until";
import { makeWorld, type World } from "./world";

const PATIENCE = { timeout: 240_000 } as const;
const WEB_ONLY = { SCHEDULER_ENABLED: "false" } as const;

let postgres: PostgresServer;
let folder: string;
let world: World;
let worlds = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-replicas-"));
  postgres = await PostgresServer.start();
}, 120_000);
beforeEach(async () => {
  worlds += 1;
  world = await makeWorld({ postgres, folder: path.join(folder, `world_${worlds}`), replicas: 2, slots: 1 });
}, 120_000);
afterEach(() => world.close(), 60_000);
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const lease = () => world.office.db.schedulerLease.findFirstOrThrow();
const succeeded = (count: number) => async () =>
  (await world.office.db.task.count({ where: { status: "SUCCESS" } })) === count;
const attemptOf = (taskId: string) => world.office.db.attempt.findFirst({ where: { taskId } });

async function seats(): Promise<readonly [ReplicaSeat, ReplicaSeat]> {
  const [first, second] = world.seats;
  if (!first || !second) throw new Error("a world of two");
  return [first, second];
}

/** Freezes the process that decides, and waits until the other one does. @returns the frozen one. */
async function depose(): Promise<ReplicaSeat> {
  const leader = await until("a leader", () => world.leader());
  const { epoch } = await lease();
  leader.signal("SIGSTOP");
  await until("another leader", async () => (await lease()).epoch > epoch);
  return leader;
}

test(
  "a replica without a scheduler decides nothing by itself, and what the cron door asks of it",
  PATIENCE,
  async () => {
    const [web, deciding] = await seats();
    await web.start(WEB_ONLY);
    await createTask(world, "first");
    await createTask(world, "second");
    await until("two runs, one beat at a time", async () => {
      await web.tick();
      // Nobody decides between two beats.
      expect((await lease()).expiresAt.getTime()).toBeLessThanOrEqual(Date.now());
      return succeeded(2)();
    });
    const { epoch } = await lease();
    const third = await createTask(world, "third");
    await deciding.start();
    await until("the third run", succeeded(3));
    expect((await attemptOf(third))?.holder).toContain(deciding.name);
    // Each holder makes an epoch: there was one more, and it was not the web-only replica.
    expect((await lease()).epoch).toBe(epoch + 1n);
  },
);

test(
  "what a deposed process was told is kept: the run it started is known, and nobody starts it again",
  PATIENCE,
  async () => {
    await Promise.all(world.seats.map((seat) => seat.start()));
    await world.upstream.fault({
      match: { call: "create" },
      fault: { type: "delay", ms: 4_000, when: "after" },
      count: 1,
    });
    const first = await createTask(world, "first");
    await createTask(world, "second");
    await until("the run on RunningHub", async () => (await world.upstream.ledger()).creates.length === 1);
    const deposed = await depose();
    expect(await attemptOf(first)).toMatchObject({ state: "SENT", remoteId: null });
    deposed.signal("SIGCONT");
    await until("both runs", succeeded(2));
    const { creates } = await world.upstream.ledger();
    expect(creates.map((entry) => entry.nodeInfoList[0]?.fieldValue)).toEqual(["first", "second"]);
    expect(await attemptOf(first)).toMatchObject({ state: "ACCEPTED", remoteId: creates[0]?.taskId });
    expect((await attemptOf(first))?.holder).toContain(deposed.name);
  },
);

test(
  "what a deposed process decides is refused: it does not send the task that its successor sends",
  PATIENCE,
  async () => {
    await Promise.all(world.seats.map((seat) => seat.start()));
    await world.upstream.fault({ match: { call: "upload" }, fault: { type: "delay", ms: 4_000 }, count: 1 });
    const task = await createTaskWithFile(world, "with a file");
    await until("the upload", async () =>
      Object.entries((await world.upstream.ledger()).calls).some(
        ([call, count]) => call.includes("upload") && count > 0,
      ),
    );
    const deposed = await depose();
    await until("the successor's submit", async () => (await attemptOf(task))?.state === "ACCEPTED");
    deposed.signal("SIGCONT");
    // On its way out it finishes what it was about: after that there is nothing it could still do.
    await deposed.end("SIGTERM");
    expect((await world.upstream.ledger()).creates).toHaveLength(1);
    expect((await attemptOf(task))?.holder).not.toContain(deposed.name);
  },
);

test(
  "the judge sees a double submit, an overrun, an orphan, an overtaking, a wrong count and a task without an end",
  PATIENCE,
  async () => {
    const older = await createTask(world, "older");
    const younger = await createTask(world, "younger");
    const { db } = world.office;
    await submit("older");
    await submit("older");
    await submit("nobody's");
    await db.$executeRaw`UPDATE task SET updated_at = updated_at - interval '1 minute' WHERE id = ${older}::uuid`;
    await db.$executeRaw`
    INSERT INTO attempt (id, task_id, account_id, number, slot_no, state, epoch, webhook_token)
    SELECT gen_random_uuid(), ${younger}::uuid, account.id, 1, 1, 'PREPARED', 1, 'token' FROM account`;
    await db.$executeRaw`UPDATE task_count SET count = count + 1 WHERE status = 'READY'`;
    const lines = (await judge(world, { slots: 1, deadlines: 0 })).join("\n");
    for (const word of [
      "double: ",
      "overrun: ",
      "orphan: ",
      "FIFO: ",
      "counter: ",
      "it has no end",
      "known to nobody",
    ])
      expect(lines).toContain(word);
  },
);

/** A create call that is not the product's. */
async function submit(prompt: string): Promise<void> {
  const answer = await fetch(`${world.upstream.url}/task/openapi/create`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      apiKey: SIMULATOR_DEFAULT_KEY,
      workflowId: "1987654321098765402",
      nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue: prompt }],
    }),
  });
  expect(await answer.json()).toMatchObject({ code: 0 });
}
