import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor, Role } from "@/lib/actor";
import { createTokenSchema } from "@/lib/token-schemas";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.app.db.authUser.deleteMany();
  await harness.app.db.apiToken.deleteMany();
});

async function aPerson(role: Role): Promise<Actor> {
  const email = `${role}@example.org`;
  await harness.app.db.authUser.create({ data: { id: role, email, name: role, role } });
  return { kind: "user", id: role, name: email, role };
}

const create = (actor: Actor, wishes: Partial<Parameters<typeof createTokenSchema.parse>[0] & object> = {}) =>
  harness.app.tokens.create(actor, createTokenSchema.parse({ name: "a script", role: "viewer", ...wishes }));
const actorOf = (token: string) => harness.app.tokens.actorOf(token);

it("a token is told once, kept as a digest, and stands for its owner", async () => {
  const grace = await aPerson("operator");
  const { id, token, expiresAt } = await create(grace, { role: "operator" });
  expect(token).toMatch(/^hq_[\w-]{43}$/);
  expect(expiresAt).not.toBeNull();
  const stored = JSON.stringify([
    await harness.app.db.apiToken.findMany(),
    await harness.app.tokens.list(grace),
    (await harness.app.audit.page(ADMIN, { limit: 10 })).items,
  ]);
  expect(stored).not.toContain(token);
  expect(stored).toContain(token.slice(0, 9));
  expect(await actorOf(token)).toEqual({
    kind: "token",
    id,
    name: "operator@example.org (a script)",
    role: "operator",
    ownerId: "operator",
  });
});

it("a token never may more than its owner, also when the owner's role changes afterwards", async () => {
  const grace = await aPerson("operator");
  await expect(create(grace, { role: "admin" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const { token } = await create(grace, { role: "operator" });
  await harness.app.db.authUser.update({ where: { id: grace.id }, data: { role: "viewer" } });
  expect(await actorOf(token)).toMatchObject({ role: "viewer" });
  await harness.app.db.authUser.update({ where: { id: grace.id }, data: { role: "admin" } });
  expect(await actorOf(token)).toMatchObject({ role: "operator" });
});

it("a token is refused while its owner is disabled, and gone with them", async () => {
  const grace = await aPerson("operator");
  const { token } = await create(grace);
  await harness.app.db.authUser.update({ where: { id: grace.id }, data: { disabledAt: new Date() } });
  expect(await actorOf(token)).toBeNull();
  await harness.app.db.authUser.update({ where: { id: grace.id }, data: { disabledAt: null } });
  expect(await actorOf(token)).not.toBeNull();
  await harness.app.db.authUser.delete({ where: { id: grace.id } });
  expect(await actorOf(token)).toBeNull();
  expect(await harness.app.db.apiToken.count()).toBe(0);
});

it("a service's token is made by administrators alone, and belongs to nobody", async () => {
  await expect(create(await aPerson("operator"), { service: true })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const { token } = await create(await aPerson("admin"), { service: true, role: "operator" });
  await harness.app.db.authUser.deleteMany();
  expect(await actorOf(token)).toMatchObject({ name: "a script", role: "operator" });
});

it("a token makes no personal tokens, and one without that right none for services", async () => {
  const token: Actor = { kind: "token", id: "t", name: "a script", role: "operator" };
  await expect(create(token)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(create(token, { service: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("a token ends when it is revoked, and when its days are over", async () => {
  const grace = await aPerson("viewer");
  const revoked = await create(grace);
  await harness.app.tokens.revoke(grace, revoked.id);
  expect(await actorOf(revoked.token)).toBeNull();
  await expect(harness.app.tokens.revoke(grace, revoked.id)).rejects.toMatchObject({
    code: "TOKEN_NOT_FOUND",
  });
  const old = await create(grace, { expiresInDays: 1 });
  await harness.app.db.$executeRaw`UPDATE api_token SET expires_at = expires_at - interval '1 day'`;
  expect(await actorOf(old.token)).toBeNull();
  expect(await harness.app.tokens.list(grace)).toMatchObject([{ expired: true }]);
  const lasting = await create(grace, { expiresInDays: null });
  expect([lasting.expiresAt, await actorOf(lasting.token)]).toEqual([null, expect.anything()]);
});

it("people see and revoke their own; administrators everybody's", async () => {
  const grace = await aPerson("viewer");
  const { id } = await create(grace);
  const other = await aPerson("operator");
  expect(await harness.app.tokens.list(other)).toEqual([]);
  await expect(harness.app.tokens.revoke(other, id)).rejects.toMatchObject({ code: "TOKEN_NOT_FOUND" });
  const admin = await aPerson("admin");
  expect(await harness.app.tokens.list(admin)).toMatchObject([
    { id, mine: false, owner: "viewer@example.org" },
  ]);
  await harness.app.tokens.revoke(admin, id);
});

it("its use is noted once a minute, not at every call", async () => {
  const { id, token } = await create(await aPerson("viewer"));
  const lastUsed = async () =>
    (await harness.app.db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  expect(await lastUsed()).toBeNull();
  await actorOf(token);
  const first = await lastUsed();
  await actorOf(token);
  expect(await lastUsed()).toEqual(first);
  await harness.app.db.$executeRaw`UPDATE api_token SET last_used_at = last_used_at - interval '2 minutes'`;
  await actorOf(token);
  expect((await lastUsed())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Number.POSITIVE_INFINITY);
});

it.each(["", "hq_", "hq_wrong", "wrong"])("%j is no token", async (guess) => {
  expect(await actorOf(guess)).toBeNull();
});
