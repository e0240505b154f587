import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor, Role } from "@/lib/actor";
import { useLinkSchema } from "@/lib/people-schemas";
import { type Harness, startHarness } from "../testing/harness";

const PASSWORD = "correct horse";
const FROM = { address: "192.0.2.7", userAgent: "a browser", requestId: "request-1" };

let harness: Harness;
let ada: Actor;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.app.db.authUser.deleteMany();
  await harness.app.db.entryLink.deleteMany();
  await harness.app.signIn.ensureAdministrator({ email: "ada@example.org", password: PASSWORD });
  ada = await personActor("ada@example.org");
});

async function personActor(email: string): Promise<Actor> {
  const { people } = harness.app;
  const root: Actor = { kind: "system", id: "root", name: "root", role: "admin" };
  const found = (await people.list(root)).people.find((person) => person.email === email);
  if (found === undefined) throw new Error(`there is no ${email}`);
  return { kind: "user", id: found.id, name: email, role: found.role, from: FROM };
}

const tokenIn = (path: string) => path.slice("/join/".length);
const use = (path: string, name = "Grace", password = PASSWORD) =>
  harness.app.entry.use(useLinkSchema.parse({ token: tokenIn(path), name, password }), FROM);

async function join(email: string, role: Role): Promise<Actor> {
  await use((await harness.app.people.invite(ada, { email, role })).path);
  return personActor(email);
}

/** The headers of a browser that is signed in. */
async function browserOf(email: string, password = PASSWORD): Promise<Headers> {
  const { cookies } = await harness.app.signIn.signIn({ email, password }, FROM);
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") });
}

const actions = async () =>
  (await harness.app.audit.page(ada, { limit: 20 })).items.map(
    ({ action, actor }) => `${actor.name}: ${action}`,
  );

describe("an invitation", () => {
  it("makes a person with the role that was chosen, once, and both ends are in the audit log", async () => {
    const { path } = await harness.app.people.invite(ada, { email: "grace@example.org", role: "operator" });
    expect(await harness.app.entry.look(tokenIn(path))).toEqual({
      kind: "invitation",
      email: "grace@example.org",
    });
    expect(await use(path, "Grace")).toEqual({ email: "grace@example.org" });
    expect(await harness.app.signIn.actorOf(await browserOf("grace@example.org"))).toMatchObject({
      name: "grace@example.org",
      role: "operator",
    });
    await expect(use(path)).rejects.toMatchObject({ code: "LINK_NOT_FOUND" });
    expect((await actions()).slice(0, 3)).toEqual([
      "grace@example.org: signIn.succeeded",
      "grace@example.org: person.joined",
      "ada@example.org: person.invited",
    ]);
  });

  it("is used by one of many who use it at once", async () => {
    const { path } = await harness.app.people.invite(ada, { email: "grace@example.org", role: "viewer" });
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => use(path)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await harness.app.db.authUser.count()).toBe(2);
  });

  it("is void once it is revoked, replaced by a newer one, or a week old", async () => {
    const { people, entry, db } = harness.app;
    const first = await people.invite(ada, { email: "grace@example.org", role: "viewer" });
    const second = await people.invite(ada, { email: "grace@example.org", role: "viewer" });
    expect(await entry.look(tokenIn(first.path))).toBeNull();
    expect((await people.list(ada)).links).toHaveLength(1);
    await people.revokeLink(ada, second.id);
    expect(await entry.look(tokenIn(second.path))).toBeNull();
    const third = await people.invite(ada, { email: "grace@example.org", role: "viewer" });
    await db.$executeRaw`UPDATE entry_link SET expires_at = expires_at - interval '7 days'`;
    await expect(use(third.path)).rejects.toMatchObject({ code: "LINK_NOT_FOUND" });
    expect((await people.list(ada)).links).toMatchObject([{ email: "grace@example.org", expired: true }]);
  });

  it("is kept as a digest, and is not made for somebody who is here", async () => {
    const { people, db } = harness.app;
    const { path } = await people.invite(ada, { email: "grace@example.org", role: "viewer" });
    const stored = JSON.stringify([await db.entryLink.findMany(), (await people.list(ada)).links]);
    expect(stored).not.toContain(tokenIn(path));
    await expect(people.invite(ada, { email: "ada@example.org", role: "viewer" })).rejects.toMatchObject({
      code: "EMAIL_TAKEN",
    });
  });
});

describe("a person", () => {
  it("has another role at the next request, without a new sign-in", async () => {
    const grace = await join("grace@example.org", "operator");
    const browser = await browserOf("grace@example.org");
    await harness.app.people.change(ada, { id: grace.id, role: "viewer" });
    expect(await harness.app.signIn.actorOf(browser)).toMatchObject({ role: "viewer" });
  });

  it("who is disabled is out at once, and cannot come in until enabled again", async () => {
    const { people, signIn } = harness.app;
    const grace = await join("grace@example.org", "operator");
    const browser = await browserOf("grace@example.org");
    await people.change(ada, { id: grace.id, disabled: true });
    expect(await signIn.actorOf(browser)).toBeNull();
    await expect(browserOf("grace@example.org")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await people.change(ada, { id: grace.id, disabled: false });
    expect(await signIn.actorOf(browser)).toBeNull();
    expect(await signIn.actorOf(await browserOf("grace@example.org"))).not.toBeNull();
  });

  it("who is removed is out at once", async () => {
    const grace = await join("grace@example.org", "admin");
    const browser = await browserOf("grace@example.org");
    await harness.app.people.remove(ada, grace.id);
    expect(await harness.app.signIn.actorOf(browser)).toBeNull();
    await expect(harness.app.people.remove(ada, grace.id)).rejects.toMatchObject({
      code: "PERSON_NOT_FOUND",
    });
  });

  it("sets a new password by a link, which ends all sessions and leaves the name", async () => {
    const grace = await join("grace@example.org", "viewer");
    const browser = await browserOf("grace@example.org");
    const { path } = await harness.app.people.passwordLink(ada, grace.id);
    await use(path, "somebody else", "a new password");
    expect(await harness.app.signIn.actorOf(browser)).toBeNull();
    await expect(browserOf("grace@example.org")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await browserOf("grace@example.org", "a new password");
    const { people } = await harness.app.people.list(ada);
    expect(people.find(({ id }) => id === grace.id)).toMatchObject({ name: "Grace" });
  });
});

describe("the last administrator", () => {
  it.each([
    ["demoted", { role: "viewer" }],
    ["disabled", { disabled: true }],
  ] as const)("cannot be %s", async (_what, change) => {
    await expect(harness.app.people.change(ada, { id: ada.id, ...change })).rejects.toMatchObject({
      code: "LAST_ADMINISTRATOR",
    });
    expect((await personActor("ada@example.org")).role).toBe("admin");
  });

  it("cannot be removed, also when others are administrators who cannot come in", async () => {
    const grace = await join("grace@example.org", "admin");
    await harness.app.people.change(ada, { id: grace.id, disabled: true });
    await expect(harness.app.people.remove(ada, ada.id)).rejects.toMatchObject({
      code: "LAST_ADMINISTRATOR",
    });
    // Who cannot come in anyway is no loss.
    await harness.app.people.remove(ada, grace.id);
  });

  it("stays, whoever of two takes the other's role at the same time", async () => {
    for (let round = 0; round < 3; round++) {
      const grace = await join(`grace${round}@example.org`, "admin");
      const results = await Promise.allSettled([
        harness.app.people.change(ada, { id: grace.id, role: "viewer" }),
        harness.app.people.remove(grace, ada.id),
      ]);
      const administrators = await harness.app.db.authUser.count({ where: { role: "admin" } });
      expect(administrators).toBe(1);
      expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1);
      await harness.app.db.authUser.deleteMany();
      await harness.app.signIn.ensureAdministrator({ email: "ada@example.org", password: PASSWORD });
      ada = await personActor("ada@example.org");
    }
  });
});

describe("one's own account", () => {
  it("changes the password for whoever knows the one of now, and ends the other sessions", async () => {
    const { signIn, ownAccount } = harness.app;
    const here = await browserOf("ada@example.org");
    const elsewhere = await browserOf("ada@example.org");
    const me = await signIn.actorOf(here);
    if (me === null) throw new Error("signed in, and not known");
    await expect(
      ownAccount.changePassword(me, { current: "a guess", password: "a new password" }),
    ).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "current" } });
    await ownAccount.changePassword(me, { current: PASSWORD, password: "a new password" });
    expect(await signIn.actorOf(here)).not.toBeNull();
    expect(await signIn.actorOf(elsewhere)).toBeNull();
    await browserOf("ada@example.org", "a new password");
  });

  it("tells where one is signed in, and ends one of them or all others", async () => {
    const { signIn, ownAccount } = harness.app;
    const [here, second, third] = [
      await browserOf("ada@example.org"),
      await browserOf("ada@example.org"),
      await browserOf("ada@example.org"),
    ];
    const me = await signIn.actorOf(here);
    if (me === null) throw new Error("signed in, and not known");
    const sessions = await ownAccount.sessions(me);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toMatchObject([
      { id: me.sessionId, address: FROM.address, userAgent: FROM.userAgent },
    ]);
    const other = await signIn.actorOf(second);
    await ownAccount.endSession(me, other?.sessionId ?? "");
    expect(await signIn.actorOf(second)).toBeNull();
    await ownAccount.endOtherSessions(me);
    expect(await signIn.actorOf(third)).toBeNull();
    expect(await signIn.actorOf(here)).not.toBeNull();
  });

  it("lets nobody end the session of somebody else", async () => {
    const { signIn, ownAccount } = harness.app;
    const grace = await join("grace@example.org", "viewer");
    const browser = await browserOf("ada@example.org");
    const theirs = await signIn.actorOf(browser);
    await ownAccount.endSession(grace, theirs?.sessionId ?? "");
    expect(await signIn.actorOf(browser)).not.toBeNull();
  });

  it("lets an administrator end all sessions of somebody", async () => {
    const grace = await join("grace@example.org", "viewer");
    const browser = await browserOf("grace@example.org");
    await harness.app.people.endSessions(ada, grace.id);
    expect(await harness.app.signIn.actorOf(browser)).toBeNull();
  });
});

it("a failed sign-in is told in the audit log, with where it came from and without the password", async () => {
  await expect(browserOf("eve@example.org", "a secret guess")).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  const { items } = await harness.app.audit.page(ada, { limit: 1 });
  expect(items).toMatchObject([
    {
      action: "signIn.failed",
      actor: { kind: "stranger", id: null, name: "eve@example.org" },
      address: FROM.address,
      userAgent: FROM.userAgent,
      requestId: FROM.requestId,
    },
  ]);
  expect(JSON.stringify(items)).not.toContain("a secret guess");
});
