/** What is wrong is found, named, and told without secrets; what is well is told as well. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CheckName, Finding } from "@/lib/diagnosis";
import { isForbiddenAddress } from "../network/forbidden-address";
import type { Prisma } from "../persistence/generated/client";
import { RESTING_LEASE } from "../persistence/resting";
import { remoteClockAhead } from "../runninghub/remote-clock";
import { FileStore } from "../storage/file-store";
import { SecretBox } from "../storage/secret-box";
import { startBucketServer } from "../testing/bucket-server";
import { anAttempt, aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { startStubServer } from "../testing/stub-server";
import { askDatabase, checkClock } from "./diagnosis-database";
import { checkDataDir, checkDisk, checkFiles, checkNode, type Machine } from "./diagnosis-machine";
import { checkQueue } from "./diagnosis-queue";
import { checkPublicUrl, checkRemoteClocks } from "./diagnosis-runninghub";

/** As the harness has it. */
const APP_SECRET = "a secret for tests only";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
});
afterAll(() => harness.stop());

/** A lease that somebody holds. */
beforeEach(async () => {
  await harness.app.db.$executeRaw`
    UPDATE scheduler_lease SET holder = 'somebody', renewed_at = clock_timestamp(),
      expires_at = clock_timestamp() + interval '10 minutes'`;
});

const examine = (app = harness.app) => app.diagnosis.examine(ADMIN);
const of = (findings: readonly Finding[], check: CheckName) =>
  findings.filter((finding) => finding.check === check);
const outcome = async (check: CheckName, app = harness.app) => of(await examine(app), check)[0]?.outcome;

const machine: Machine = {
  nodeVersion: "v20.19.0",
  dataDir: "/data",
  dataDirState: async () => "closed",
  room: async () => null,
  files: { write: fail, find: fail, remove: fail },
  filePlace: "disk",
};
function fail(): never {
  throw new Error("not looked at");
}

describe("a HubQueue", () => {
  it("that is well is told to be well, check by check", async () => {
    const findings = await examine();
    expect(findings.map(({ check, outcome: how }) => [check, how])).toEqual([
      ["node", "ok"],
      ["dataDir", "ok"],
      ["disk", expect.stringMatching(/ok|low/)],
      ["files", "ok"],
      ["database", "ok"],
      ["migrations", "ok"],
      ["clock", "ok"],
      ["queue", "ok"],
      ["slots", "ok"],
      ["unclear", "ok"],
      ["account", "ok"],
      ["remoteClock", "ok"],
      ["publicUrl", "off"],
    ]);
  });

  it("whose database does not answer is told so, without the password, and the rest that stands on it is not looked at", async () => {
    const away = harness.another({ databaseUrl: "postgresql://hubqueue:hunter2@127.0.0.1:1/none" });
    const findings = await examine(away);
    await away.stop();
    expect(of(findings, "database")).toMatchObject([{ outcome: "unreachable", verdict: "problem" }]);
    expect(of(findings, "account")).toEqual([]);
    expect(of(findings, "files")).toMatchObject([{ outcome: "ok" }]);
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });

  it("whose data directory is not there does not get one by being looked at", async () => {
    const dataDir = path.join(tmpdir(), `hubqueue-none-${crypto.randomUUID()}`);
    const away = harness.another({ dataDir });
    const findings = await examine(away);
    await away.stop();
    expect(of(findings, "dataDir")).toMatchObject([{ outcome: "missing", facts: { path: dataDir } }]);
    expect(of(findings, "files")).toEqual([]);
    const again = harness.another({ dataDir });
    expect(await outcome("dataDir", again)).toBe("missing");
    await again.stop();
  });
});

describe("files", () => {
  it("that cannot be written are told, with why", async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "hubqueue-broken-"));
    await writeFile(path.join(dataDir, "tmp"), "in the way");
    const app = harness.another({ dataDir });
    const [finding] = of(await examine(app), "files");
    expect(finding).toMatchObject({
      outcome: "failed",
      facts: { place: "disk", reason: expect.any(String) },
    });
    await app.stop();
    await rm(dataDir, { recursive: true });
  });

  it("in a bucket are tried there, and a bucket that is away is told", async () => {
    const bucket = await startBucketServer();
    const app = harness.another({ s3: bucket.settings });
    expect(of(await examine(app), "files")).toMatchObject([{ outcome: "ok", facts: { place: "bucket" } }]);
    await bucket.interrupt();
    expect(of(await examine(app), "files")).toMatchObject([
      { outcome: "failed", facts: { place: "bucket" } },
    ]);
    await app.stop();
    await bucket.close();
  });

  it("that can be written and not read are told, and what was written does not stay", async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "hubqueue-unread-"));
    const store = new FileStore(dataDir, null, 0);
    const files = {
      write: store.write.bind(store),
      remove: store.remove.bind(store),
      find: () => Promise.reject(new Error("it may not be read")),
    };
    expect(await checkFiles({ ...machine, dataDir, files })).toMatchObject({
      outcome: "failed",
      facts: { reason: expect.stringContaining("may not be read") },
    });
    expect(await readdir(path.join(dataDir, "tmp"))).toEqual([]);
    await rm(dataDir, { recursive: true });
  });

  it("readable for others are told when they are secret", async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "hubqueue-open-"));
    await writeFile(path.join(dataDir, "app-secret"), "x", { mode: 0o644 });
    const app = harness.another({ dataDir });
    expect(await outcome("dataDir", app)).toBe("open");
    await app.stop();
    await rm(dataDir, { recursive: true });
  });
});

describe("the machine", () => {
  it.each([
    ["v20.19.0", "ok"],
    ["v22.1.0", "ok"],
    ["v20.18.9", "old"],
    ["v18.20.0", "old"],
  ])("has a Node that will do or not: %s is %s", (nodeVersion, how) => {
    expect(checkNode({ ...machine, nodeVersion }).outcome).toBe(how);
  });

  it("keeps us out of the data directory", async () => {
    expect(await checkDataDir(machine)).toMatchObject({ outcome: "closed", verdict: "problem" });
  });

  it.each([
    [null, "unknown"],
    [{ freeBytes: 500e9, totalBytes: 1_000e9 }, "ok"],
    [{ freeBytes: 2e9, totalBytes: 1_000e9 }, "low"],
    [{ freeBytes: 100e6, totalBytes: 1_000e9 }, "full"],
  ])("has so much room: %j is %s", async (room, how) => {
    expect((await checkDisk({ ...machine, room: async () => room })).outcome).toBe(how);
  });
});

describe("the database", () => {
  it("that is too old, or whose clock is off, is told", async () => {
    const server = { version: "13.4", major: 13, aheadSeconds: -90 };
    expect((await askDatabase({ server: async () => server })).finding.outcome).toBe("old");
    expect(checkClock(server)).toMatchObject({ outcome: "off", facts: { seconds: 90 } });
    expect(checkClock({ ...server, aheadSeconds: 1.2 }).outcome).toBe("ok");
  });

  it.each([
    [
      "pending",
      "DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)",
    ],
    [
      "broken",
      "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)",
    ],
    [
      "newer",
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', '', '99990101000000_later', now())",
    ],
  ])("that is of another version is told: %s", async (how, sql) => {
    const { db } = harness.app;
    await db.$executeRaw`CREATE TABLE kept AS SELECT * FROM _prisma_migrations`;
    await db.$executeRawUnsafe(sql);
    const findings = await examine();
    await db.$executeRaw`TRUNCATE _prisma_migrations`;
    await db.$executeRaw`INSERT INTO _prisma_migrations SELECT * FROM kept`;
    await db.$executeRaw`DROP TABLE kept`;
    expect(of(findings, "migrations")).toMatchObject([{ outcome: how }]);
    // Tables of an older version may lack what would be asked.
    expect(of(findings, "queue")).toHaveLength(how === "newer" ? 1 : 0);
  });
});

describe("the queue", () => {
  const over = () =>
    harness.app.db
      .$executeRaw`UPDATE scheduler_lease SET expires_at = clock_timestamp() - interval '1 second'`;

  it("that nobody runs is told, unless a cron does", async () => {
    await over();
    expect(of(await examine(), "queue")).toMatchObject([
      { outcome: "nobody", verdict: "problem", facts: { processes: 1 } },
    ]);
    const onCron = harness.another({ cronSecret: "a-secret-of-a-cron" });
    expect(await outcome("queue", onCron)).toBe("byCron");
    await harness.app.db
      .$executeRaw`UPDATE scheduler_lease SET renewed_at = clock_timestamp() - interval '1 hour'`;
    expect(await outcome("queue", onCron)).toBe("nobody");
    await onCron.stop();
  });

  it("of a restored copy rests until its line is started, and that is told", async () => {
    const { db } = harness.app;
    await db.$executeRaw`UPDATE scheduler_lease SET name = ${RESTING_LEASE}`;
    expect(of(await examine(), "queue")).toMatchObject([{ outcome: "resting", verdict: "warning" }]);
    await db.$executeRaw`UPDATE scheduler_lease SET name = 'scheduler'`;
    expect(await outcome("queue")).toBe("ok");
  });

  it("of which no process is there is told to be down, which is no problem by itself", async () => {
    await over();
    const other = await startHarness({ config: { schedulerEnabled: false } });
    const beside = other.another();
    await other.app.taskFeed.stop();
    await until("no process", async () => (await outcome("queue", beside)) === "notRunning");
    await beside.stop();
    await other.stop();
  });

  it("whose passes hang is told", async () => {
    const queue = {
      reader: {
        processes: async () => 1,
        lease: async () => ({ isHeld: true, ageSeconds: 1, isResting: false }),
        stuckSlots: async () => 0,
        unclearSubmits: async () => 0,
      },
      isLeader: () => true,
      passAgeSeconds: () => 75.4,
      hasCron: false,
    };
    expect(await checkQueue(queue)).toMatchObject({ outcome: "stuck", facts: { seconds: 75 } });
  });

  it("whose slots are held by what does not move, or by submits without an answer, is told", async () => {
    const { db } = harness.app;
    const [account] = await harness.app.accounts.list();
    if (!account) throw new Error("no account");
    const task = await aTask(db, account.id, { status: "PENDING", queuedAt: new Date() });
    const attempt = await anAttempt(db, task, account.id, { state: "UNKNOWN", sentAt: new Date() });
    let findings = await examine();
    expect([of(findings, "unclear")[0]?.outcome, of(findings, "slots")[0]?.outcome]).toEqual(["some", "ok"]);
    await db.$executeRaw`UPDATE attempt SET next_poll_at = clock_timestamp() - interval '6 minutes'`;
    findings = await examine();
    expect(of(findings, "slots")).toMatchObject([{ outcome: "stuck", facts: { count: 1 } }]);
    await db.attempt.delete({ where: { id: attempt } });
    await db.task.delete({ where: { id: task } });
  });
});

describe("an account", () => {
  /** As somebody would find it who changed the row; put back afterwards. */
  async function withAccount(fields: Prisma.AccountUncheckedUpdateInput): Promise<Finding[]> {
    const { db } = harness.app;
    const before = await db.account.findFirstOrThrow();
    await db.account.update({ where: { id: before.id }, data: fields });
    const findings = await examine();
    const { apiKeyCipher, baseUrl, removedAt, pauseCode } = before;
    const data = { apiKeyCipher, baseUrl, removedAt, pauseCode };
    await db.account.update({ where: { id: before.id }, data });
    return findings;
  }

  it("whose key is refused is told, without the key", async () => {
    const wrong = "wrong-key-of-nobody";
    const findings = await withAccount({ apiKeyCipher: new SecretBox(APP_SECRET).seal(wrong) });
    expect(of(findings, "account")).toMatchObject([{ outcome: "keyRefused", verdict: "problem" }]);
    expect(JSON.stringify(findings)).not.toContain(wrong);
  });

  it("whose key was sealed under another secret is told", async () => {
    const findings = await withAccount({ apiKeyCipher: new SecretBox("another secret").seal("a key") });
    expect(of(findings, "account")).toMatchObject([{ outcome: "keyUnreadable" }]);
  });

  it("of a RunningHub that cannot be reached is told, and that it does not tell its time", async () => {
    const findings = await withAccount({ baseUrl: "http://127.0.0.1:1" });
    expect(of(findings, "account")).toMatchObject([{ outcome: "unreachable" }]);
    expect(of(findings, "remoteClock")).toMatchObject([{ outcome: "unknown", verdict: "ok" }]);
  });

  it("that is not in use is asked for nothing, not for the time of its site either", async () => {
    const findings = await withAccount({ pauseCode: "ACCOUNT_AWAY", baseUrl: "http://127.0.0.1:1" });
    expect(of(findings, "account")).toMatchObject([{ outcome: "none" }]);
    expect(of(findings, "remoteClock")).toEqual([]);
  });

  it("that there is none of is told", async () => {
    expect(of(await withAccount({ removedAt: new Date() }), "account")).toMatchObject([{ outcome: "none" }]);
  });
});

it("a RunningHub of another time is told", async () => {
  const hub = await startStubServer((_request, response) => {
    response.sendDate = false;
    response.setHeader("date", new Date(Date.now() - 3_600_000).toUTCString()).end();
  });
  const account = await harness.app.db.account.findFirstOrThrow();
  const [finding] = await checkRemoteClocks({ clockAhead: remoteClockAhead }, [
    { ...account, baseUrl: hub.url },
  ]);
  await hub.close();
  expect(finding?.outcome).toBe("off");
  expect(Number(finding?.facts.seconds)).toBeGreaterThan(3_590);
});

it.each([
  [null, 0, 0, "off"],
  ["https://queue.example.com", 0, 0, "ok"],
  ["https://queue.example.com", 20, 19, "ok"],
  ["http://queue.example.com", 0, 0, "plain"],
  ["http://localhost:3000", 0, 0, "inside"],
  ["https://192.168.1.5", 0, 0, "inside"],
  ["https://[::1]:3000", 0, 0, "inside"],
  ["https://queue.example.com", 20, 0, "noWebhooks"],
])("the public address %s, of whose last %d webhooks %d came, is %s", (publicUrl, asked, arrived, how) => {
  expect(checkPublicUrl({ publicUrl, asked, arrived }, isForbiddenAddress).outcome).toBe(how);
});

it("a check that breaks down is told, and the others are made", async () => {
  const { db } = harness.app;
  await db.$executeRaw`ALTER TABLE scheduler_lease RENAME TO lease_away`;
  const findings = await examine();
  await db.$executeRaw`ALTER TABLE lease_away RENAME TO scheduler_lease`;
  expect(of(findings, "queue")).toMatchObject([{ outcome: "unchecked", verdict: "problem" }]);
  expect(of(findings, "account")).toMatchObject([{ outcome: "ok" }]);
});

it("the state tells the process, the leader, the slots and the connections", async () => {
  const state = await harness.app.diagnosis.state(ADMIN);
  expect(state).toMatchObject({
    node: process.version,
    processes: 1,
    leader: "another",
    passAgeSeconds: null,
    slots: { free: 1, unknown: 0 },
    liveClients: 0,
    connections: { waiting: 0 },
  });
  expect(state.connections?.open).toBeGreaterThan(0);
  expect(state.memoryBytes).toBeGreaterThan(1_000_000);
});
