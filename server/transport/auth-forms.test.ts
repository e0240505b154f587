import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { operationAction } from "@/app/(app)/tasks/actions";
import { setupAction, signInAction, signOutAction } from "@/app/(auth)/actions";
import { ERROR_CODES } from "@/lib/errors";
import type { OperationView, RequestOperation } from "@/lib/operation-schemas";
import { furnish, refuse, SESSION_COOKIE, unfurnish } from "../testing/house";
import { destination, refusalWords } from "./auth-forms";

// Next gives these to a server action; a test has no request.
let asked: Headers;
let kept: [name: string, value: string, options: object][];
vi.mock("next/headers", () => ({
  headers: async () => asked,
  cookies: async () => ({ set: (...cookie: (typeof kept)[number]) => kept.push(cookie) }),
}));
vi.mock("next-intl/server", () => ({ getTranslations: async () => (key: string) => key }));

const SESSION = { cookies: ["hubqueue.session_token=a%2Bb; Max-Age=60; Path=/; HttpOnly; SameSite=Lax"] };

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const OPERATION: RequestOperation = { id: ID, action: "start", target: { ids: [ID] } };

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

beforeEach(() => {
  asked = new Headers();
  kept = [];
});

describe("signing in", () => {
  const credentials = { email: "ada@example.org", password: "correct horse" };

  it("keeps the session and leads back to where the person was", async () => {
    furnish({ signIn: { signIn: async () => SESSION } });
    const going = signInAction({}, form({ ...credentials, from: "/tasks?status=FAILED" }));
    await expect(going).rejects.toMatchObject({ digest: expect.stringContaining(";/tasks?status=FAILED;") });
    const options = { httpOnly: true, sameSite: "lax", path: "/", maxAge: 60, secure: false };
    expect(kept).toEqual([["hubqueue.session_token", "a+b", expect.objectContaining(options)]]);
  });

  it("marks the cookie Secure for a browser that came over HTTPS", async () => {
    asked = new Headers({ "x-forwarded-proto": "https, http" });
    furnish({ signIn: { signIn: async () => SESSION } });
    await expect(signInAction({}, form(credentials))).rejects.toThrow("NEXT_REDIRECT");
    expect(kept[0]?.[2]).toMatchObject({ secure: true });
  });

  it.each([
    ["UNAUTHENTICATED", "wrongCredentials"],
    ["RATE_LIMITED", "tooManyTries"],
  ] as const)(
    "tells %s in words, keeps no cookie, and gives back what was typed but the password",
    async (code, words) => {
      furnish({ signIn: { signIn: refuse(code) } });
      expect(await signInAction({}, form(credentials))).toEqual({
        error: { code, message: words },
        typed: { email: credentials.email, name: "" },
      });
      expect(kept).toEqual([]);
    },
  );

  it("waits for the house to stand", async () => {
    unfurnish();
    expect(await signInAction({}, form(credentials))).toMatchObject({ error: { message: "notReady" } });
  });
});

describe("setting up", () => {
  it.each([
    ["no form at all", {}, "email", "badEmail"],
    ["a short password", { email: "ada@example.org", password: "1234567" }, "password", "badPassword"],
    ["an odd address", { email: "ada", password: "correct horse" }, "email", "badEmail"],
    [
      "a long name",
      { email: "ada@example.org", password: "correct horse", name: "a".repeat(101) },
      "name",
      "badName",
    ],
  ])("with %s names the field", async (_what, fields: Record<string, string>, field, message) => {
    furnish();
    expect(await setupAction({}, form(fields))).toMatchObject({
      error: { code: "INVALID_INPUT", field, message },
    });
  });

  it("comes too late once somebody else did it", async () => {
    furnish({ signIn: { setUp: refuse("ALREADY_SET_UP") } });
    const answer = await setupAction({}, form({ email: "eve@example.org", password: "correct horse" }));
    expect(answer).toEqual({
      error: { code: "ALREADY_SET_UP", message: "alreadySetUp" },
      typed: { email: "eve@example.org", name: "" },
    });
  });
});

it("signing out ends at the sign-in page", async () => {
  furnish({ signIn: { signOut: async () => ({ cookies: ["hubqueue.session_token=; Max-Age=0; Path=/"] }) } });
  await expect(signOutAction()).rejects.toMatchObject({ digest: expect.stringContaining(";/sign-in;") });
  expect(kept).toEqual([["hubqueue.session_token", "", expect.objectContaining({ maxAge: 0 })]]);
});

it.each([
  ["/tasks/1?tab=2", "/tasks/1?tab=2"],
  ["//evil.example", "/tasks"],
  ["/\\evil.example", "/tasks"],
  ["/\t/evil.example", "/tasks"],
  ["https://evil.example", "/tasks"],
  ["javascript:alert(1)", "/tasks"],
  ["", "/tasks"],
])("after signing in, %j leads to %s", (from, expected) => {
  expect(destination(form({ from }))).toBe(expected);
});

it.each(["en", "zh"])("every refusal in front of the door has words in %s", (locale) => {
  const file = new URL(`../../lib/messages/${locale}/auth.json`, import.meta.url);
  const { problem } = JSON.parse(readFileSync(file, "utf8"));
  for (const code of ERROR_CODES) {
    for (const field of [undefined, "email", "password", "name"]) {
      for (const shown of ["signIn", "setup", "join"] as const) {
        expect(problem).toHaveProperty(refusalWords(shown, { code, message: "", ...(field && { field }) }));
      }
    }
  }
});

describe("an action", () => {
  it("answers strangers with a refusal, not a crash", async () => {
    furnish();
    expect(await operationAction(OPERATION)).toMatchObject({
      ok: false,
      error: { code: "UNAUTHENTICATED" },
    });
  });

  it("checks what the browser sends, whatever its type says", async () => {
    asked = new Headers({ cookie: SESSION_COOKIE });
    furnish();
    expect(await operationAction({ ...OPERATION, target: { ids: [] } })).toMatchObject({
      ok: false,
      error: { field: "target.ids" },
    });
  });

  it("hands the answer over as it is", async () => {
    asked = new Headers({ cookie: SESSION_COOKIE });
    const view = { id: OPERATION.id, state: "running" } as OperationView; // what else it holds is not looked at
    furnish({ bulkOperations: { request: async () => view } });
    expect(await operationAction(OPERATION)).toEqual({ ok: true, data: view });
  });
});
