import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { type SessionCookies, SignIn } from "./sign-in";

const ADA = { email: "Ada@Example.org", name: "Ada", password: "correct horse" };

let server: TestDatabase;
let database: Database;
let logged: unknown[];
beforeAll(async () => {
  server = await createTestDatabase();
  database = connect({ databaseUrl: server.url });
});
afterAll(async () => {
  await database.$disconnect();
  await server.drop();
});
beforeEach(async () => {
  await database.authUser.deleteMany();
  await database.passwordTry.deleteMany();
  logged = [];
});

const house = () =>
  new SignIn({
    database,
    appSecret: "a secret of the tests",
    log: { error: (entry: unknown) => logged.push(entry) },
  });

/** What a browser sends back. */
function browser({ cookies }: SessionCookies): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") });
}

describe("the first visit", () => {
  it("makes an administrator, who is signed in at once", async () => {
    const signIn = house();
    expect(await signIn.isSetUp()).toBe(false);
    const session = await signIn.setUp(ADA);
    expect(await signIn.isSetUp()).toBe(true);
    expect(await signIn.actorOf(browser(session))).toMatchObject({
      kind: "user",
      name: "ada@example.org",
      role: "admin",
    });
  });

  it("is won by one of many who race for it", async () => {
    const racers = Array.from({ length: 6 }, (_, n) =>
      house().setUp({ ...ADA, email: `racer${n}@example.org` }),
    );
    const results = await Promise.allSettled(racers);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "ALREADY_SET_UP" });
    }
    expect(await database.authUser.count()).toBe(1);
  });

  it("is over once the environment has named an administrator, however often it does", async () => {
    const signIn = house();
    expect(await signIn.ensureAdministrator(ADA)).toBe(true);
    expect(await signIn.ensureAdministrator({ ...ADA, password: "another one" })).toBe(false);
    await expect(signIn.setUp({ ...ADA, email: "eve@example.org" })).rejects.toMatchObject({
      code: "ALREADY_SET_UP",
    });
    expect((await signIn.signIn(ADA)).cookies).not.toEqual([]);
  });
});

describe("signing in", () => {
  beforeEach(() => house().ensureAdministrator(ADA));

  it("takes the address in any case, and the password only as it is", async () => {
    const signIn = house();
    const session = await signIn.signIn({ email: " ADA@example.org", password: ADA.password });
    expect(await signIn.actorOf(browser(session))).not.toBeNull();
    await expect(signIn.signIn({ ...ADA, password: "Correct horse" })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  it.each([
    ["an unknown address", { email: "eve@example.org", password: "whatever" }],
    ["no address", { email: "", password: "" }],
    ["an endless password", { email: ADA.email, password: "x".repeat(1_000) }],
  ])("with %s tells no more than that it is wrong", async (_what, credentials) => {
    await expect(house().signIn(credentials)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: "The email address or the password is wrong",
    });
    expect(logged).toEqual([]);
  });

  it("gives a cookie that scripts cannot read and that plain HTTP can carry", async () => {
    const { cookies } = await house().signIn(ADA);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^hubqueue\.session_token=/);
    expect(cookies[0]).toMatch(/; HttpOnly/i);
    expect(cookies[0]).toMatch(/; SameSite=Lax/i);
    expect(cookies[0]).not.toMatch(/; Secure/i);
  });

  it("stops guessing after ten failures, even of guesses made at the same time", async () => {
    const signIn = house();
    const guesses = await Promise.allSettled(
      Array.from({ length: 13 }, () => signIn.signIn({ ...ADA, password: "guess" })),
    );
    const codes = guesses.map((guess) => guess.status === "rejected" && guess.reason.code);
    expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(10);
    await expect(signIn.signIn(ADA)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    // Another process counts on.
    await expect(house().signIn(ADA)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("is possible where a person has signed in before, however many guess at their password elsewhere", async () => {
    const from = (address: string) => ({ address, userAgent: null, requestId: "r" });
    await house().signIn(ADA, from("192.0.2.10"));
    const guesses = Array.from({ length: 10 }, (_, n) =>
      house().signIn({ ...ADA, password: "guess" }, from(`203.0.113.${n}`)),
    );
    for (const guess of await Promise.allSettled(guesses))
      expect(guess).toMatchObject({ reason: { code: "UNAUTHENTICATED" } });
    await expect(house().signIn(ADA, from("203.0.113.99"))).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect((await house().signIn(ADA, from("192.0.2.10"))).cookies).toHaveLength(1);
  });
});

describe("a session", () => {
  beforeEach(() => house().ensureAdministrator(ADA));

  it("is known to every process with the same secret, and to none with another", async () => {
    const headers = browser(await house().signIn(ADA));
    expect(await house().actorOf(headers)).not.toBeNull();
    const stranger = new SignIn({ database, appSecret: "another secret", log: { error: () => {} } });
    expect(await stranger.actorOf(headers)).toBeNull();
  });

  it("ends with signing out, also for a copy of its cookie", async () => {
    const signIn = house();
    const headers = browser(await signIn.signIn(ADA));
    const { cookies } = await signIn.signOut(headers);
    expect(cookies.join()).toMatch(/hubqueue\.session_token=;.*Max-Age=0/i);
    expect(await signIn.actorOf(headers)).toBeNull();
  });

  it.each([
    "",
    "hubqueue.session_token=",
    "hubqueue.session_token=abc.def",
    "hubqueue.session_token=%00; a=%E0%A4%A",
  ])("is not made up from the cookie %j", async (cookie) => {
    expect(await house().actorOf(new Headers({ cookie }))).toBeNull();
  });

  it("is over when its time is", async () => {
    const headers = browser(await house().signIn(ADA));
    await database.authSession.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect(await house().actorOf(headers)).toBeNull();
  });
});
