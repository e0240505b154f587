import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/actor";
import type { AuditFilter } from "@/lib/audit-schemas";
import { createHookSchema } from "@/lib/notification-schemas";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

const GRACE: Actor = {
  kind: "user",
  id: "grace",
  name: "grace@example.org",
  role: "operator",
  from: { address: "192.0.2.7", userAgent: "a browser", requestId: "request-1" },
};

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
});
afterAll(() => harness.stop());
// It cannot be emptied row by row.
beforeEach(() => harness.app.db.$executeRaw`TRUNCATE audit_entry`);

const page = (filter: AuditFilter = {}, limit = 50) => harness.app.audit.page(ADMIN, { ...filter, limit });
const actions = async (filter: AuditFilter = {}) => (await page(filter)).items.map(({ action }) => action);

it("what is done to the queue is told: who, what, from where, and what changed", async () => {
  await harness.app.queue.pause(GRACE);
  await harness.app.queue.setSettings(GRACE, { standstillMinutes: 45 });
  const { items } = await page();
  expect(items).toMatchObject([
    {
      action: "queue.settingsChanged",
      actor: { kind: "user", id: "grace", name: "grace@example.org" },
      changed: { standstillMinutes: 45 },
      address: "192.0.2.7",
      userAgent: "a browser",
      requestId: "request-1",
    },
    { action: "queue.paused", changed: null },
  ]);
});

it("an entry and its change stand or fall together", async () => {
  await harness.app.db
    .$executeRaw`ALTER TABLE audit_entry ADD CONSTRAINT no_entry CHECK (action <> 'queue.paused')`;
  await harness.app.queue.resume(GRACE);
  await expect(harness.app.queue.pause(GRACE)).rejects.toThrow();
  expect((await harness.app.queue.lane()).queuePaused).toBe(false);
  await harness.app.db.$executeRaw`ALTER TABLE audit_entry DROP CONSTRAINT no_entry`;
});

it("secrets are never in it: not a key, not an address that lets write, not a signing secret", async () => {
  const hook = createHookSchema.parse({
    name: "Our group",
    format: "feishu",
    locale: "en",
    events: ["taskFailed"],
    url: "https://open.feishu.cn/hook/very-secret-path",
    secret: "the-signing-secret",
  });
  const { id } = await harness.app.notifications.create(ADMIN, hook);
  await harness.app.notifications.change(ADMIN, { ...hook, id, secret: "another-secret" });
  const account = await harness.app.accountSetup.create(ADMIN, {
    name: "second",
    baseUrl: "http://127.0.0.1:9",
    apiKey: "key-that-costs-money",
    slotLimit: 1,
    minimumBalance: null,
  });
  await harness.app.accountSetup.update(ADMIN, { id: account.id, apiKey: "another-key" });
  await harness.app.accountSetup.remove(ADMIN, account.id);
  await harness.app.notifications.remove(ADMIN, id);
  expect(await actions()).toEqual([
    "notification.removed",
    "account.removed",
    "account.changed",
    "account.added",
    "notification.changed",
    "notification.added",
  ]);
  const told = JSON.stringify((await page()).items);
  for (const secret of [
    "very-secret-path",
    "the-signing-secret",
    "another-secret",
    "key-that-costs-money",
    "another-key",
  ])
    expect(told).not.toContain(secret);
});

it("it is only added to, until it is old", async () => {
  await harness.app.queue.pause(GRACE);
  const { db } = harness.app;
  await expect(db.auditEntry.deleteMany()).rejects.toThrow("append-only");
  await expect(db.auditEntry.updateMany({ data: { actorName: "somebody else" } })).rejects.toThrow(
    "append-only",
  );
  await db.auditEntry.create({
    data: {
      action: "queue.paused",
      actorKind: "user",
      actorName: "long ago",
      happenedAt: new Date("2020-01-01"),
    },
  });
  await db.auditEntry.deleteMany({ where: { actorName: "long ago" } });
  expect(await actions()).toEqual(["queue.paused"]);
});

it("it is read by person, by action or area, and by time, page after page without a gap", async () => {
  for (let round = 0; round < 3; round++) {
    await harness.app.queue.pause(GRACE);
    await harness.app.queue.resume(ADMIN);
  }
  await harness.app.resultNames.setTemplate(ADMIN, "{workflow}");
  expect(await actions({ person: "GRACE@" })).toEqual(Array(3).fill("queue.paused"));
  expect(await actions({ action: "files" })).toEqual(["files.namesChanged"]);
  expect(await actions({ action: "queue.resumed" })).toEqual(Array(3).fill("queue.resumed"));
  expect(await actions({ action: "que" })).toEqual([]);
  expect(await actions({ to: "2020-01-01T00:00:00Z" })).toEqual([]);
  const all = (await page()).items.map(({ id }) => id);
  const first = await page({}, 4);
  const rest = await harness.app.audit.page(ADMIN, { cursor: first.nextCursor, limit: 4 });
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all);
  expect(rest.nextCursor).toBeNull();
});

it("an operation on many tasks is one entry, however often it is asked for", async () => {
  const id = "01890a5d-ac96-774b-bcce-b302099a8057";
  const request = { id, action: "delete", target: { filter: {} } } as const;
  await harness.app.bulkOperations.request(GRACE, request);
  await harness.app.bulkOperations.request(GRACE, request);
  expect(await actions({ action: "tasks" })).toEqual(["tasks.operationRequested"]);
});
