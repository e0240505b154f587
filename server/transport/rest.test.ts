import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { CRON_SECRET, furnish, refuse, SESSION_COOKIE, unfurnish } from "../testing/house";
import { call, json } from "../testing/routes";
import { serveNothing } from "./rest";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const JSON_TYPE = { "content-type": "application/json" };
const nothingDone = { requested: 0, succeeded: [], failed: [] };

beforeEach(() => {
  furnish({ taskController: { batch: async () => nothingDone } });
});

async function problemIn(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return response.json();
}

describe("REST", () => {
  it("says what is possible where a method is not", async () => {
    const response = await call("PATCH /api/tasks/{id}", { path: { id: ID } });
    expect(response.headers.get("allow")).toBe("DELETE, GET, HEAD, OPTIONS");
  });

  it("answers unknown paths with a problem, whatever the method", async () => {
    for (const handler of Object.values(serveNothing())) {
      const request = new Request("http://127.0.0.1:3000/api/nothing");
      expect((await handler(request, { params: Promise.resolve({}) })).status).toBe(404);
    }
  });

  it("tells the status and what is allowed when a transition is not possible", async () => {
    furnish({
      taskController: {
        start: async () => {
          throw new AppError("INVALID_TRANSITION", "no", { status: "SUCCESS", allowed: ["delete"] });
        },
      },
    });
    const response = await call("POST /api/tasks/{id}/start", { path: { id: ID } });
    expect(await problemIn(response)).toMatchObject({
      status: 409,
      taskStatus: "SUCCESS",
      allowed: ["delete"],
    });
  });

  it("keeps its mouth shut about what nobody foresaw, and logs it under the number it tells", async () => {
    const logged = furnish({
      taskQueries: {
        get: async () => {
          throw new Error("password=hunter2 at line 3");
        },
      },
    });
    const response = await call("GET /api/tasks/{id}", { path: { id: ID } });
    const problem = await problemIn(response);
    expect(problem).toMatchObject({ status: 500, code: "INTERNAL", requestId: expect.any(String) });
    expect(JSON.stringify(problem)).not.toContain("hunter2");
    expect(logged).toEqual([expect.objectContaining({ requestId: problem.requestId })]);
  });

  it("answers 503 until the house stands, and stays alive", async () => {
    unfurnish();
    expect((await call("GET /api/tasks")).status).toBe(503);
    expect((await call("GET /api/health/live", { signedIn: false })).status).toBe(200);
    const response = await call("GET /api/health/ready", { signedIn: false });
    expect(await problemIn(response)).toMatchObject({
      status: 503,
      ready: false,
      checks: { boot: expect.any(String) },
    });
  });

  it("answers HEAD like GET, without a body", async () => {
    const response = await call("HEAD /api/health/live", { signedIn: false });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });

  it("hands every digit of a large number to the service", async () => {
    const seen: unknown[] = [];
    furnish({
      taskIntake: {
        create: async (_actor, input) => {
          seen.push(...input.nodeInfoList.map((node) => node.fieldValue));
          return refuse("INVALID_INPUT")();
        },
      },
    });
    const nodes = ["18446744073709551615", "9007199254740993", "42", "0.1"].map(
      (digits) => `{"nodeId":"3","fieldName":"seed","fieldValue":${digits}}`,
    );
    await call("POST /api/tasks", json(`{"workflowId":"1","nodeInfoList":[${nodes.join(",")}]}`));
    expect(seen).toEqual(["18446744073709551615", "9007199254740993", 42, 0.1]);
  });

  it("advances the queue for a cron that knows the secret", async () => {
    let ticks = 0;
    furnish({ scheduler: { tick: async () => void ticks++ } });
    const response = await call("POST /api/cron/tick", {
      headers: { authorization: `Bearer ${CRON_SECRET}` },
    });
    expect([response.status, ticks]).toEqual([200, 1]);
  });
});

describe("a session cookie", () => {
  const start = (headers: Record<string, string>) =>
    call("POST /api/tasks/batch/start", {
      signedIn: false,
      ...json({ ids: [ID] }),
      headers: { ...JSON_TYPE, cookie: SESSION_COOKIE, host: "queue.example", ...headers },
    });

  it.each([
    ["our own page", { "sec-fetch-site": "same-origin", origin: "https://queue.example" }, 200],
    ["our own page over plain HTTP", { origin: "http://queue.example" }, 200],
    ["our own page behind a proxy", { origin: "https://q.example", "x-forwarded-host": "q.example" }, 200],
    ["a program", {}, 200],
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, 403],
    ["a neighbouring site", { "sec-fetch-site": "same-site" }, 403],
    ["another site over plain HTTP", { origin: "http://evil.example" }, 403],
    ["a sandboxed page", { origin: "null" }, 403],
  ])("acts for %s as it should", async (_who, headers, status) => {
    expect((await start(headers)).status).toBe(status);
  });

  it("does not stand in for a wrong token", async () => {
    expect((await start({ authorization: "Bearer wrong" })).status).toBe(401);
  });
});
