import { beforeEach, describe, expect, it } from "vitest";
import { GET } from "@/app/api/trpc/[trpc]/route";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { NO_RATES, type RatesPerSecond } from "@/lib/request-rates";
import { RateLimits } from "../services/rate-limits";
import { API_TOKEN, CRON_SECRET, furnish, SESSION_COOKIE } from "../testing/house";
import { call, json } from "../testing/routes";

const SERVICE: Actor = { kind: "token", id: "t", name: "a service", role: "operator" };
const nothingDone = { requested: 0, succeeded: [], failed: [] };

function house(rates: Partial<RatesPerSecond>) {
  furnish({
    rateLimits: new RateLimits({ ...NO_RATES, ...rates }),
    tokens: { actorOf: async (token) => (token === "hq_of-the-service" ? SERVICE : null) },
    bulkOperations: { recent: async () => [] },
    taskController: { batch: async () => nothingDone },
    scheduler: { tick: async () => undefined },
    webhooks: {
      receive: async (token) => {
        if (token !== "known") throw new AppError("NOT_FOUND", "There is no such webhook");
      },
    },
  });
}
beforeEach(() => house({}));

const read = (headers: Record<string, string> = {}, signedIn = true) =>
  call("GET /api/operations", { headers, signedIn });
const change = () => call("POST /api/tasks/batch/start", json({ ids: ["x"] }));
const statusesOf = async (times: number, ask: () => Promise<Response>) => {
  const statuses: number[] = [];
  for (let n = 0; n < times; n += 1) statuses.push((await ask()).status);
  return statuses;
};
const refused = (statuses: readonly number[]) => statuses.filter((status) => status === 429).length;

describe("a token that asks too often", () => {
  it("is refused with the time to wait, as a problem, and nothing is done", async () => {
    house({ write: 0.2 });
    expect(await statusesOf(2, change)).toEqual([200, 200]);
    const response = await change();
    expect([response.status, response.headers.get("content-type")]).toEqual([
      429,
      "application/problem+json",
    ]);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(response.headers.get("retry-after"))).toBeLessThanOrEqual(10);
    expect(await response.json()).toMatchObject({ code: "RATE_LIMITED", status: 429 });
  });

  it("is told what is left before it comes to that", async () => {
    house({ read: 1 });
    const { headers } = await read();
    expect([headers.get("ratelimit-policy"), headers.get("ratelimit")]).toEqual([
      '"read";q=5;w=5',
      '"read";r=4;t=5',
    ]);
  });

  it("may still read when it may change nothing, and holds up nobody else", async () => {
    house({ read: 1, write: 0.1 });
    expect(refused(await statusesOf(4, change))).toBe(3);
    expect(refused(await statusesOf(6, read))).toBe(1);
    expect((await read({ authorization: "Bearer hq_of-the-service" })).status).toBe(200);
    expect((await read({ cookie: SESSION_COOKIE }, false)).status).toBe(200);
  });
});

describe("strangers", () => {
  const guess =
    (address: string, token = "hq_guess") =>
    () =>
      read({ authorization: `Bearer ${token}`, "x-forwarded-for": address });

  it("are counted by their network, and refused before anything is told", async () => {
    house({ stranger: 0.3 });
    expect(await statusesOf(4, guess("203.0.113.7"))).toEqual([401, 401, 401, 429]);
    expect(await statusesOf(1, guess("203.0.113.8"))).toEqual([401]);
    const ofOneNetwork = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4"];
    const statuses: number[] = [];
    for (const address of ofOneNetwork) statuses.push((await guess(address)()).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  it("keep nobody out who is let in, from the same address", async () => {
    house({ stranger: 0.1 });
    const address = "203.0.113.7";
    expect(refused(await statusesOf(3, guess(address)))).toBe(2);
    expect((await read({ "x-forwarded-for": address })).status).toBe(200);
    expect((await read({ "x-forwarded-for": address, cookie: SESSION_COOKIE }, false)).status).toBe(200);
  });

  it("who guess at the secret of a machine are counted; the machine is always answered", async () => {
    house({ stranger: 0.2 });
    const hook = (token: string) => () =>
      call("POST /api/webhooks/runninghub/{token}", { path: { token }, body: "{}", signedIn: false });
    const cron = (secret: string) => () =>
      call("POST /api/cron/tick", { headers: { authorization: `Bearer ${secret}` }, signedIn: false });
    expect(await statusesOf(2, hook("guess"))).toEqual([404, 404]);
    expect(await statusesOf(2, cron("guess"))).toEqual([429, 429]);
    expect(await statusesOf(5, hook("known"))).toEqual([200, 200, 200, 200, 200]);
    expect(await statusesOf(5, cron(CRON_SECRET))).toEqual([200, 200, 200, 200, 200]);
  });

  it("never keep a probe from its answer", async () => {
    house({ stranger: 0.1 });
    const probe = () => call("GET /api/health/live", { signedIn: false });
    expect(refused(await statusesOf(10, probe))).toBe(0);
    expect(refused(await statusesOf(2, () => call("GET /api/openapi.json", { signedIn: false })))).toBe(1);
  });
});

describe("tRPC", () => {
  const ask = (calls: number) => {
    const paths = Array.from({ length: calls }, () => "operations.recent").join(",");
    const headers = { authorization: `Bearer ${API_TOKEN}` };
    return GET(new Request(`http://127.0.0.1:3000/api/trpc/${paths}?batch=1`, { headers }));
  };

  it("counts each call of a batch, and refuses in its own form", async () => {
    house({ read: 2 });
    const answered = await ask(8);
    expect([answered.status, answered.headers.get("ratelimit")]).toEqual([200, '"read";r=2;t=5']);
    const response = await ask(3);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    const [first] = await response.json();
    expect(first.error.data).toMatchObject({
      appCode: "RATE_LIMITED",
      retryAfterSeconds: expect.any(Number),
    });
  });
});
