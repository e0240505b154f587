/** Roles × operations × doors: what a role may not do is refused at every door, and what it may is not. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as actions from "@/app/(app)/tasks/actions";
import { type Actor, ROLES, type Role } from "@/lib/actor";
import { isAppError } from "@/lib/errors";
import { isAllowed } from "@/lib/rights";
import { processState } from "../process-state";
import { type Harness, startHarness } from "../testing/harness";
import { ACTIONS, CALLS, ID, type Needed, PROCEDURES } from "../testing/rights-table";
import { call, json } from "../testing/routes";
import { operations } from "./operations/all";
import { appRouter, createCaller } from "./router";

// Next gives a server action its request's headers; a test has no request.
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

let harness: Harness;
let asks: Actor | null;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  for (const role of ROLES)
    await harness.app.db.authUser.create({
      data: { id: role, email: `${role}@example.org`, name: role, role },
    });
  // The whole house, but for the sessions: whoever the test says is signed in.
  const signIn = Object.assign(Object.create(harness.app.signIn), { actorOf: async () => asks });
  processState().container = { ...harness.app, signIn };
});
afterAll(async () => {
  delete processState().container;
  await harness.stop();
});

const personOf = (role: Role): Actor => ({ kind: "user", id: role, name: `${role}@example.org`, role });

/** The code it is refused with; null when it is done, or fails for another reason than who asks. */
type Door = (as: Actor | null) => Promise<string | null>;

async function expectRights(needed: Needed, door: Door): Promise<void> {
  expect(await door(null)).toBe("UNAUTHENTICATED");
  for (const role of ROLES) {
    const person = personOf(role);
    const may = needed === "everybody" || isAllowed(person, needed);
    const code = await door(person);
    if (may) expect(["FORBIDDEN", "UNAUTHENTICATED", "INTERNAL"], `${role}: ${code}`).not.toContain(code);
    else expect(code, role).toBe("FORBIDDEN");
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (isAppError(cause)) return cause.code;
  return isAppError(error) ? error.code : `INTERNAL`;
}

function linesOf<Input>(table: Readonly<Record<string, readonly [Needed, Input?]>>) {
  return Object.entries(table).map(([name, [needed, input]]) => [name, needed, input] as const);
}

describe("tRPC", () => {
  it("has a line in the table for every procedure", () => {
    expect(Object.keys(PROCEDURES).sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
  });

  it.each(linesOf(PROCEDURES))("%s takes %s", async (path, needed, input) => {
    await expectRights(needed, async (actor) => {
      try {
        // By name: the caller's own type knows each procedure apart.
        const at = path
          .split(".")
          .reduce<unknown>((room, name) => Reflect.get(Object(room), name), createCaller({ actor }));
        const answer = await (at as (given: unknown) => Promise<unknown>)(input);
        if (isStream(answer)) await firstOf(answer);
        return null;
      } catch (error) {
        return codeOf(error);
      }
    });
  });
});

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}

async function firstOf(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _first of stream) return;
}

describe("REST", () => {
  it("has a line in the table for every call that needs an actor", () => {
    const calls = operations.filter(({ access }) => access === "actor");
    expect(Object.keys(CALLS).sort()).toEqual(calls.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(linesOf(CALLS))("%s takes %s", async (route, needed, input = {}) => {
    await expectRights(needed, async (actor) => {
      asks = actor;
      const sent = input.json === undefined ? { body: input.body?.() } : json(input.json);
      const response = await call(route, {
        signedIn: false,
        path: { id: ID, number: "1" },
        query: input.query,
        ...sent,
        headers: { ...("headers" in sent ? sent.headers : {}), ...input.headers },
      });
      if (response.ok) {
        await response.body?.cancel();
        return null;
      }
      return (await response.json()).code;
    });
  });
});

describe("server actions", () => {
  it("has a line in the table for every action of people who are signed in", () => {
    expect(Object.keys(ACTIONS).sort()).toEqual(Object.keys(actions).sort());
  });

  it.each(Object.entries(actions))("%s", async (name, action) => {
    const [needed, input] = ACTIONS[name] ?? (["everybody", undefined] as const);
    await expectRights(needed, async (actor) => {
      asks = actor;
      // Its input is checked behind the door, whatever its type says.
      const answer = await (action as (given: unknown) => ReturnType<typeof action>)(input);
      return answer.ok ? null : answer.error.code;
    });
  });
});
