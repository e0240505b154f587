import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SignOnProblem } from "@/lib/single-sign-on";
import type { Container } from "../container";
import { ADMIN, type Harness, startHarness } from "../testing/harness";
import { OpenIdProvider, type ProviderAccount } from "../testing/openid-provider";
import { type OidcSettings, rolesSchema } from "./oidc-settings";
import type { SignOnEnd } from "./single-sign-on";

const ORIGIN = "http://localhost:3000";
const FROM = { address: "192.0.2.7", userAgent: "a browser", requestId: "request-1" };
const ADA = { email: "ada@example.org", password: "correct horse" };
const GRACE: ProviderAccount = {
  sub: "grace-1",
  email: "Grace@Example.org",
  email_verified: true,
  name: "Grace",
};

let provider: OpenIdProvider;
let harness: Harness;
const others: Container[] = [];
beforeAll(async () => {
  provider = await OpenIdProvider.start();
  harness = await startHarness({ config: { schedulerEnabled: false, oidc: provider.settings } });
});
afterAll(async () => {
  for (const { db } of others) await db.$disconnect();
  await harness.stop();
  await provider.close();
});
beforeEach(async () => {
  provider.person = GRACE;
  const { db, signIn } = harness.app;
  await db.authUser.deleteMany();
  await db.entryLink.deleteMany();
  await db.$executeRaw`TRUNCATE audit_entry`;
  await signIn.ensureAdministrator(ADA);
});
afterEach(() => {
  provider.intercept = () => false;
  vi.useRealTimers();
});

/** Another house on the same database, with other settings. */
function house(settings: Partial<OidcSettings>): Container {
  const other = harness.another({ oidc: { ...provider.settings, ...settings } });
  others.push(other);
  return other;
}

function signOnOf({ singleSignOn }: Container) {
  if (singleSignOn === null) throw new Error("no provider is configured");
  return singleSignOn;
}

async function begin(app: Container, to = "/tasks"): Promise<{ url: string; kept: string }> {
  const begun = await signOnOf(app).begin(ORIGIN, to);
  if ("problem" in begun) throw new Error(begun.problem);
  return begun;
}

interface Way {
  readonly app?: Container;
  readonly to?: string;
  /** What happens to the address on the way there. */
  readonly there?: (url: URL) => void;
  /** … and on the way back. */
  readonly back?: (answer: URL) => void;
}

/** To the provider and back, as a browser goes. */
async function signOn({ app = harness.app, to = "/tasks", there, back }: Way = {}): Promise<SignOnEnd> {
  const begun = await begin(app, to);
  const url = new URL(begun.url);
  there?.(url);
  const answer = await provider.visit(url.href);
  back?.(answer);
  return signOnOf(app).finish(ORIGIN, answer.search, begun.kept, FROM);
}

/** Who the session belongs to. */
async function whoIs(end: SignOnEnd) {
  if ("problem" in end) throw new Error(end.problem);
  const cookie = end.cookies.map((line) => line.split(";")[0]).join("; ");
  return harness.app.signIn.actorOf(new Headers({ cookie }));
}

const refusal = (problem: SignOnProblem) => expect.objectContaining({ problem });
const invite = (email: string, role: "admin" | "operator" | "viewer") =>
  harness.app.people.invite(ADMIN, { email, role });
const people = async () => (await harness.app.people.list(ADMIN)).people;
const personOf = async (email: string) => (await people()).find((person) => person.email === email);
const audit = async () =>
  (await harness.app.audit.page(ADMIN, { limit: 20 })).items.map(
    ({ action, actor, changed }) => [`${actor.name}: ${action}`, changed] as const,
  );
const auditOf = async (name: string) =>
  (await audit()).filter(([words]) => words.startsWith(`${name}: `)).map(([words]) => words);

describe("somebody who comes from the provider", () => {
  it("uses the invitation that waits for their address, has its role, and is where they wanted to be", async () => {
    await invite("grace@example.org", "operator");
    const end = await signOn({ to: "/workflows?q=a" });
    expect(end).toMatchObject({ to: "/workflows?q=a" });
    expect(await whoIs(end)).toMatchObject({ kind: "user", name: "grace@example.org", role: "operator" });
    expect(await personOf("grace@example.org")).toMatchObject({
      name: "Grace",
      signsInBy: ["singleSignOn"],
    });
    expect((await harness.app.people.list(ADMIN)).links).toEqual([]);
    expect(await auditOf("grace@example.org")).toEqual([
      "grace@example.org: signIn.succeeded",
      "grace@example.org: person.joined",
    ]);
  });

  it("is linked to the person who has their verified address, and keeps role and password", async () => {
    provider.person = { ...GRACE, email: "ADA@example.org" };
    expect(await whoIs(await signOn())).toMatchObject({ name: "ada@example.org", role: "admin" });
    expect(await personOf("ada@example.org")).toMatchObject({ signsInBy: ["password", "singleSignOn"] });
    expect(await auditOf("ada@example.org")).toEqual([
      "ada@example.org: signIn.succeeded",
      "ada@example.org: person.linked",
    ]);
    expect((await harness.app.signIn.signIn(ADA)).cookies).not.toEqual([]);
  });

  it("is known by the provider's name for them afterwards, whatever becomes of the address", async () => {
    await invite("grace@example.org", "viewer");
    await signOn();
    provider.person = { ...GRACE, email: "ada@example.org", email_verified: false };
    expect(await whoIs(await signOn())).toMatchObject({ name: "grace@example.org", role: "viewer" });
    expect(await people()).toHaveLength(2);
  });

  it("becomes one person, also when they come in two browsers at once", async () => {
    await invite("grace@example.org", "operator");
    const ends = await Promise.all([signOn(), signOn(), signOn()]);
    for (const end of ends) expect(await whoIs(end)).toMatchObject({ name: "grace@example.org" });
    expect(await people()).toHaveLength(2);
  });

  it("comes in the same way when the ID token tells everything", async () => {
    const talkative = await OpenIdProvider.start({ claimsInIdToken: true });
    talkative.person = GRACE;
    const asked: string[] = [];
    talkative.intercept = ({ url = "" }) => {
      asked.push(new URL(url, talkative.issuer).pathname);
      return false;
    };
    await invite("grace@example.org", "operator");
    const app = house(talkative.settings);
    const { url, kept } = await begin(app);
    const { search } = await talkative.visit(url);
    expect(await whoIs(await signOnOf(app).finish(ORIGIN, search, kept))).toMatchObject({ role: "operator" });
    expect(asked).toContain("/token");
    expect(asked).not.toContain("/me");
    await talkative.close();
  });

  it("may come in uninvited where the settings say so, as what they say", async () => {
    expect(await signOn()).toEqual({ problem: "stranger", to: "/tasks" });
    const app = house({ defaultRole: "viewer" });
    expect(await whoIs(await signOn({ app }))).toMatchObject({ name: "grace@example.org", role: "viewer" });
  });

  it("ends all of it by signing out, and by being disabled or removed", async () => {
    await invite("grace@example.org", "operator");
    const grace = await whoIs(await signOn());
    const end = await signOn();
    await harness.app.people.change(ADMIN, { id: grace?.id ?? "", disabled: true });
    expect(await whoIs(end)).toBeNull();
    expect(await signOn()).toEqual({ problem: "disabled", to: "/tasks" });
    expect((await audit())[0]).toEqual([
      "grace@example.org: signIn.failed",
      { by: "single sign-on", reason: "disabled" },
    ]);
    await harness.app.people.remove(ADMIN, grace?.id ?? "");
    expect(await signOn()).toEqual({ problem: "stranger", to: "/tasks" });
  });
});

describe("nobody comes in", () => {
  it("whom nobody has invited, and the audit log tells who it was", async () => {
    expect(await signOn()).toEqual({ problem: "stranger", to: "/tasks" });
    expect(await people()).toHaveLength(1);
    expect(await audit()).toMatchObject([
      ["grace@example.org: signIn.failed", { by: "single sign-on", reason: "stranger" }],
      ["HubQueue: person.setUp", {}],
    ]);
  });

  it("by an invitation that is too old", async () => {
    await invite("grace@example.org", "operator");
    await harness.app.db.$executeRaw`UPDATE entry_link SET expires_at = expires_at - interval '7 days'`;
    expect(await signOn()).toEqual(refusal("stranger"));
  });

  it.each([
    ["is not verified", { email_verified: false }, "emailUnverified"],
    ["is not said to be verified", { email_verified: undefined }, "emailUnverified"],
    ["is not told", { email: undefined }, "noEmail"],
    ["is none", { email: "grace" }, "noEmail"],
  ] as const)("whose address %s, although it is a person's here", async (_how, told, problem) => {
    provider.person = { ...GRACE, email: "ada@example.org", ...told };
    expect(await signOn()).toEqual(refusal(problem));
    expect(await personOf("ada@example.org")).toMatchObject({ signsInBy: ["password"] });
  });

  it("with an address of which the provider says that it is not verified, though it is trusted else", async () => {
    const app = house({ emailTrusted: true });
    await invite("grace@example.org", "viewer");
    provider.person = { ...GRACE, email_verified: false };
    expect(await signOn({ app })).toEqual(refusal("emailUnverified"));
    provider.person = { sub: GRACE.sub, email: GRACE.email ?? "" };
    expect(await whoIs(await signOn({ app }))).toMatchObject({ role: "viewer" });
  });

  it("as somebody else whose address was given to them at the provider", async () => {
    await invite("grace@example.org", "admin");
    await signOn();
    provider.person = { ...GRACE, sub: "another-grace" };
    expect(await signOn()).toEqual(refusal("otherIdentity"));
  });

  it("disabled, by a way that was not linked yet", async () => {
    const id = (await personOf(ADA.email))?.id ?? "";
    await invite("grace@example.org", "admin");
    await signOn();
    await harness.app.people.change(ADMIN, { id, disabled: true });
    provider.person = { ...GRACE, sub: "ada-1", email: ADA.email };
    expect(await signOn()).toEqual(refusal("disabled"));
    expect(await personOf(ADA.email)).toMatchObject({ signsInBy: ["password"] });
  });

  it("who refuses at the provider", async () => {
    provider.person = null;
    expect(await signOn({ to: "/workflows" })).toEqual({ problem: "denied", to: "/workflows" });
  });

  it("by another's answer: the state must be the one that this browser keeps", async () => {
    await invite("grace@example.org", "operator");
    expect(await signOn({ back: (answer) => answer.searchParams.set("state", "made-up") })).toEqual(
      refusal("expired"),
    );
    const [mine, theirs] = [await begin(harness.app), await begin(harness.app)];
    const { search } = await provider.visit(theirs.url);
    for (const kept of [mine.kept, null, "v1.made-up", ""])
      expect(await signOnOf(harness.app).finish(ORIGIN, search, kept)).toEqual(refusal("expired"));
    expect(await people()).toHaveLength(1);
  });

  it("twice by the same answer", async () => {
    await invite("grace@example.org", "operator");
    const { url, kept } = await begin(harness.app);
    const { search } = await provider.visit(url);
    const signsOn = signOnOf(harness.app);
    await whoIs(await signsOn.finish(ORIGIN, search, kept));
    expect(await signsOn.finish(ORIGIN, search, kept)).toEqual(refusal("expired"));
  });

  it("after more than ten minutes", async () => {
    const { url, kept } = await begin(harness.app);
    const { search } = await provider.visit(url);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    expect(await signOnOf(harness.app).finish(ORIGIN, search, kept)).toEqual({
      problem: "expired",
      to: null,
    });
  });

  it("by an ID token that was made for another try", async () => {
    expect(await signOn({ there: (url) => url.searchParams.set("nonce", "another-try") })).toEqual(
      refusal("untrusted"),
    );
  });

  it("by a code that another verifier belongs to", async () => {
    const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    expect(await signOn({ there: (url) => url.searchParams.set("code_challenge", challenge) })).toEqual(
      refusal("expired"),
    );
  });

  it("by an answer in another provider's name", async () => {
    expect(
      await signOn({ back: (answer) => answer.searchParams.set("iss", "https://evil.example") }),
    ).toEqual(refusal("untrusted"));
  });

  it("by an ID token that somebody else has signed", async () => {
    provider.intercept = ({ url }, response) => {
      if (!url?.startsWith("/jwks")) return false;
      response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [] }));
      return true;
    };
    // A house of its own: keys are remembered.
    expect(await signOn({ app: house({}) })).toEqual(refusal("untrusted"));
  });

  it("by an ID token that is over already: one of the clocks is wrong", async () => {
    provider.intercept = ({ url }, response) => {
      if (!url?.startsWith("/token")) return false;
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
      response.once("finish", () => vi.useRealTimers());
      return false;
    };
    expect(await signOn()).toEqual(refusal("clock"));
  });
});

describe("a provider", () => {
  it("that calls itself by another name than the one configured is not spoken to", async () => {
    const app = house({ issuer: provider.issuer.replace("127.0.0.1", "localhost") });
    expect(await signOnOf(app).begin(ORIGIN, "/tasks")).toEqual({ problem: "misconfigured" });
  });

  it("that does not know our secret is not set up for us", async () => {
    expect(await signOn({ app: house({ clientSecret: "another secret" }) })).toEqual(
      refusal("misconfigured"),
    );
  });

  it("that is away is said to be, and is asked again when it is back", async () => {
    const app = house({});
    const { url, kept } = await begin(harness.app);
    const { search } = await provider.visit(url);
    await provider.interrupt();
    expect(await signOnOf(app).begin(ORIGIN, "/tasks")).toEqual({ problem: "unreachable" });
    expect(await signOnOf(harness.app).finish(ORIGIN, search, kept)).toEqual(refusal("unreachable"));
    await provider.resume();
    expect(await begin(app)).toMatchObject({ url: expect.stringContaining(provider.issuer) });
  });

  it("that is ill is said to be away", async () => {
    provider.intercept = (_request, response) => {
      response.writeHead(503).end("no");
      return true;
    };
    expect(await signOnOf(house({})).begin(ORIGIN, "/tasks")).toEqual({ problem: "unreachable" });
  });

  it("sends people back to the configured address, or to this machine's own, and to no other", async () => {
    const backTo = async (app: Container, origin: string) => {
      const begun = await signOnOf(app).begin(origin, "/tasks");
      return "url" in begun ? new URL(begun.url).searchParams.get("redirect_uri") : begun.problem;
    };
    expect(await backTo(harness.app, "http://127.0.0.1:3000")).toBe(
      "http://127.0.0.1:3000/sign-in/oidc/callback",
    );
    expect(await backTo(harness.app, "https://evil.example")).toBe("noPublicUrl");
    const app = harness.another({ publicUrl: "https://queue.example.com" });
    others.push(app);
    expect(await backTo(app, "https://evil.example")).toBe("https://queue.example.com/sign-in/oidc/callback");
  });

  it("is not told more than it needs, nor does it see what this browser keeps", async () => {
    const { url, kept } = await begin(harness.app, "/tasks?q=private");
    expect([...new URL(url).searchParams.keys()].sort()).toEqual(
      [
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "nonce",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
      ].sort(),
    );
    expect(url).not.toContain("private");
    expect(Buffer.from(kept.split(".")[1] ?? "", "base64url").toString("latin1")).not.toContain("private");
  });
});

describe("a provider that gives roles", () => {
  const roles = { claim: "groups", byValue: rolesSchema.parse("leads:admin, artists:operator") };
  const withGroups = (...groups: string[]) => ({ ...GRACE, groups });

  it("gives them at every sign-in, above what an invitation says, and the audit log tells of each change", async () => {
    const app = house({ roles });
    await invite("grace@example.org", "viewer");
    provider.person = withGroups("artists");
    expect(await whoIs(await signOn({ app }))).toMatchObject({ role: "operator" });
    provider.person = withGroups("artists", "leads");
    expect(await whoIs(await signOn({ app }))).toMatchObject({ role: "admin" });
    expect(await audit()).toContainEqual([
      "grace@example.org: person.roleChanged",
      { by: "single sign-on", role: { from: "operator", to: "admin" } },
    ]);
    expect((await harness.app.people.list(ADMIN)).links).toEqual([]);
  });

  it("keeps out whom it gives none, and lets them in as what the settings say of such people", async () => {
    await invite("grace@example.org", "operator");
    provider.person = withGroups("strangers");
    expect(await signOn({ app: house({ roles }) })).toEqual(refusal("noRole"));
    const app = house({ roles, defaultRole: "viewer" });
    expect(await whoIs(await signOn({ app }))).toMatchObject({ role: "viewer" });
  });

  it("never takes the last administrator's role, and takes it from one of two", async () => {
    const app = house({ roles, defaultRole: "viewer" });
    provider.person = { ...withGroups(), sub: "ada-1", email: ADA.email };
    expect(await whoIs(await signOn({ app }))).toMatchObject({ name: ADA.email, role: "admin" });
    provider.person = withGroups("leads");
    await signOn({ app });
    provider.person = { ...withGroups(), sub: "ada-1", email: ADA.email };
    expect(await whoIs(await signOn({ app }))).toMatchObject({ name: ADA.email, role: "viewer" });
  });
});
