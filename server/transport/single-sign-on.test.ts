import { beforeEach, describe, expect, it, vi } from "vitest";
import { furnish, refuse } from "../testing/house";
import { beginSignOn, endSignOn, signOnOffer } from "./single-sign-on";

// Next gives these to a route; a test has no request.
let asked: Headers;
let jar: Map<string, { value: string; options: object }>;
vi.mock("next/headers", () => ({
  headers: async () => asked,
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (name: string, value: string, options: object) => jar.set(name, { value, options }),
  }),
}));

const COOKIE = "hubqueue.sign_on";
const PROVIDER = "https://id.example.com/authorize?state=a";
const request = (path: string) => new Request(`http://127.0.0.1:3000${path}`, { headers: asked });
const leadsTo = (address: string) => ({ digest: expect.stringContaining(`;${address};`) });

/** A provider that remembers what it was asked for. */
function provide(
  answers: { begin?: object; finish?: object | Error } = {},
  house: Parameters<typeof furnish>[0] = {},
) {
  const asks: unknown[][] = [];
  const logged = furnish({
    ...house,
    singleSignOn: {
      name: "Acme",
      begin: async (...given) => {
        asks.push(given);
        return (answers.begin ?? { url: PROVIDER, kept: "sealed" }) as never; // a shape of the contract, by each test
      },
      finish: async (...given) => {
        asks.push(given);
        if (answers.finish instanceof Error) throw answers.finish;
        return answers.finish as never; // as above
      },
    },
  });
  return { asks, logged };
}

beforeEach(() => {
  asked = new Headers({ host: "127.0.0.1:3000" });
  jar = new Map();
});

it("without a provider there is no button and no door", async () => {
  furnish({ singleSignOn: null });
  expect(signOnOffer("/tasks")).toBeNull();
  for (const door of [beginSignOn, endSignOn])
    await expect(door(request("/sign-in/oidc"))).rejects.toMatchObject({
      digest: expect.stringContaining("404"),
    });
});

it("the button leads by the address that people come back to, and takes along where they want to be", () => {
  provide();
  expect(signOnOffer(undefined)).toEqual({ name: "Acme", href: "/sign-in/oidc" });
  furnish({
    singleSignOn: { name: null },
    config: { publicUrl: "https://queue.example.com" },
  });
  expect(signOnOffer("/tasks?q=a b")).toEqual({
    name: null,
    href: "https://queue.example.com/sign-in/oidc?from=%2Ftasks%3Fq%3Da%20b",
  });
});

it("tries without end are turned away at both doors, and the provider hears of none", async () => {
  const { asks } = provide({}, { rateLimits: { take: refuse("RATE_LIMITED") } });
  jar.set(COOKIE, { value: "sealed", options: {} });
  await expect(beginSignOn(request("/sign-in/oidc?from=/workflows"))).rejects.toMatchObject(
    leadsTo("/sign-in?problem=tooMany&from=%2Fworkflows"),
  );
  await expect(endSignOn(request("/sign-in/oidc/callback?code=c&state=s"))).rejects.toMatchObject(
    leadsTo("/sign-in?problem=tooMany"),
  );
  expect(asks).toEqual([]);
  expect(jar.get(COOKIE)?.value).toBe("sealed");
});

describe("the way there", () => {
  it("keeps what belongs to it in a cookie for the way back alone, which no script reads", async () => {
    const { asks } = provide();
    await expect(beginSignOn(request("/sign-in/oidc?from=/workflows"))).rejects.toMatchObject(
      leadsTo(PROVIDER),
    );
    expect(asks).toEqual([["http://127.0.0.1:3000", "/workflows"]]);
    const options = { path: "/sign-in/oidc/callback", httpOnly: true, sameSite: "lax", maxAge: 600 };
    expect(jar.get(COOKIE)).toEqual({ value: "sealed", options: { ...options, secure: false } });
  });

  it("marks the cookie Secure for a browser that came over HTTPS", async () => {
    asked.set("x-forwarded-proto", "https");
    provide();
    await expect(beginSignOn(request("/sign-in/oidc"))).rejects.toThrow("NEXT_REDIRECT");
    expect(jar.get(COOKIE)?.options).toMatchObject({ secure: true });
  });

  it.each([
    ["", "/tasks"],
    ["?from=//evil.example", "/tasks"],
    ["?from=https://evil.example", "/tasks"],
    // It would not fit into a cookie.
    [`?from=/tasks?q=${"a".repeat(2_000)}`, "/tasks"],
  ])("with %j leads to %s afterwards", async (query, to) => {
    const { asks } = provide();
    await expect(beginSignOn(request(`/sign-in/oidc${query}`))).rejects.toThrow("NEXT_REDIRECT");
    expect(asks[0]?.[1]).toBe(to);
  });

  it("ends at the sign-in page when it is blocked", async () => {
    provide({ begin: { problem: "unreachable" } });
    await expect(beginSignOn(request("/sign-in/oidc?from=/workflows"))).rejects.toMatchObject(
      leadsTo("/sign-in?problem=unreachable&from=%2Fworkflows"),
    );
    expect(jar.size).toBe(0);
  });
});

describe("the way back", () => {
  beforeEach(() => jar.set(COOKIE, { value: "sealed", options: {} }));
  const back = () => endSignOn(request("/sign-in/oidc/callback?code=c&state=s"));

  it("keeps the session, forgets the try, and leads where the person wanted to be", async () => {
    const session = "hubqueue.session_token=a; Max-Age=60; Path=/; HttpOnly; SameSite=Lax";
    const { asks } = provide({ finish: { cookies: [session], to: "/workflows" } });
    await expect(back()).rejects.toMatchObject(leadsTo("/workflows"));
    expect(asks[0]?.slice(0, 3)).toEqual(["http://127.0.0.1:3000", "?code=c&state=s", "sealed"]);
    expect(jar.get("hubqueue.session_token")?.value).toBe("a");
    expect(jar.get(COOKIE)).toMatchObject({ value: "", options: { maxAge: 0 } });
  });

  it("forgets the try also when nobody comes in", async () => {
    provide({ finish: { problem: "stranger", to: "/workflows" } });
    await expect(back()).rejects.toMatchObject(leadsTo("/sign-in?problem=stranger&from=%2Fworkflows"));
    expect([...jar.keys()]).toEqual([COOKIE]);
    expect(jar.get(COOKIE)).toMatchObject({ value: "", options: { maxAge: 0 } });
  });

  it("tells no more than that something went wrong, and logs what", async () => {
    const { logged } = provide({ finish: new Error("the database is away") });
    await expect(back()).rejects.toMatchObject(leadsTo("/sign-in?problem=other"));
    expect(logged).toMatchObject([{ err: { message: "the database is away" } }]);
  });
});
