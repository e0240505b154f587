/** Every request that comes over the wire has an id, in its answer and in the log. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currentRequest } from "../log-context";
import { routeOf } from "../route-of";
import { type Doors, doorsOf, openDoors } from "../testing/doors";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { keptLog, type LogLine } from "../testing/kept-log";
import { observe } from "./request-log";

const { log, lines } = keptLog();
let harness: Harness;
let doors: Doors;
/** The same doors, in a process whose owner calls `observe`, as `npm start` does. */
let wire: { readonly url: string; close(): Promise<unknown> };

beforeAll(async () => {
  harness = await startHarness({ config: { apiToken: API_TOKEN, schedulerEnabled: false }, log });
  doors = await openDoors(harness.app);
  wire = await openWire();
});
afterAll(async () => {
  await wire.close();
  await doors.close();
  await harness.stop();
});

async function openWire() {
  const answer = getRequestListener(doorsOf().fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => observe(request, response, answer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is never a pipe name.
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

const authorization = `Bearer ${API_TOKEN}`;
const ask = (url: string, init: RequestInit = {}) =>
  fetch(url, { ...init, headers: { authorization, "content-type": "application/json", ...init.headers } });

/** The line about the request itself; it is written when the answer has gone. */
const lineOf = (requestId: string): Promise<LogLine> =>
  until(`a line about ${requestId}`, async () =>
    lines.find((line) => line.msg === "request" && line.requestId === requestId),
  );

const aName = JSON.stringify({ name: "a token", role: "viewer", service: true });

describe.each([
  ["called by the owner of the process", () => wire.url],
  ["on their own", () => doors.url],
])("the doors, %s", (_how, url) => {
  it.each([
    ["REST", "/api/tasks?q=secret-words", "GET", "/api/tasks"],
    ["tRPC", "/api/trpc/tasks.counts?input=%7B%7D", "GET", "/api/trpc/tasks.counts"],
  ])(
    "answer %s with the id that was brought, and log its route without the query",
    async (_door, path, method, route) => {
      const id = `brought-${crypto.randomUUID()}`;
      const response = await ask(url() + path, { headers: { "x-request-id": id } });
      expect([response.status, response.headers.get("x-request-id")]).toEqual([200, id]);
      await response.body?.cancel();
      const line = await lineOf(id);
      expect(line).toMatchObject({ level: "debug", method, route, status: 200, actor: "API token" });
      expect(line.ms).toEqual(expect.any(Number));
      expect(JSON.stringify(line)).not.toContain("secret-words");
    },
  );

  it("make an id where none was brought, or none that is well-formed", async () => {
    const ids = new Set<string | null>();
    for (const given of [undefined, "two words", "x".repeat(101)]) {
      const headers = given === undefined ? undefined : { "x-request-id": given };
      const response = await ask(`${url()}/api/me`, { headers });
      ids.add(response.headers.get("x-request-id"));
    }
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("log changes and refusals as news, and never the address itself", async () => {
    const made = await ask(`${url()}/api/tokens`, { method: "POST", body: aName });
    const { id: token } = await made.json();
    const gone = await ask(`${url()}/api/tokens/${token}`, { method: "DELETE" });
    const refused = await ask(`${url()}/api/tasks`, { headers: { authorization: "Bearer wrong" } });
    const hook = await ask(`${url()}/api/webhooks/runninghub/a-secret-of-an-attempt`, { method: "POST" });
    const told = await Promise.all(
      [made, gone, refused, hook].map((response) => lineOf(response.headers.get("x-request-id") ?? "")),
    );
    expect(told.map(({ level, method, route, status }) => [level, method, route, status])).toEqual([
      ["info", "POST", "/api/tokens", 201],
      ["info", "DELETE", "/api/tokens/{id}", 200],
      ["info", "GET", "/api/tasks", 401],
      ["info", "POST", "/api/webhooks/runninghub/{token}", 404],
    ]);
    expect(JSON.stringify(lines)).not.toContain("a-secret-of-an-attempt");
  });

  it("write the same id into the audit log", async () => {
    const id = `audited-${crypto.randomUUID()}`;
    await ask(`${url()}/api/tokens`, { method: "POST", body: aName, headers: { "x-request-id": id } });
    const { items } = await harness.app.audit.page(ADMIN, { action: "token.created", limit: 1 });
    expect(items[0]?.requestId).toBe(id);
  });

  it("tell of what nobody foresaw under the id of its request", async () => {
    await harness.app.db.$executeRaw`ALTER TABLE saved_view RENAME TO saved_view_away`;
    const response = await ask(`${url()}/api/trpc/views.list`);
    await harness.app.db.$executeRaw`ALTER TABLE saved_view_away RENAME TO saved_view`;
    const { error } = await response.json();
    const id = response.headers.get("x-request-id");
    expect(error).toMatchObject({ message: expect.stringContaining(String(id)) });
    expect(error.data).toMatchObject({ appCode: "INTERNAL", requestId: id });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "error", requestId: id, msg: "unexpected error" }),
    );
  });
});

it("a live stream is told of when it has ended", async () => {
  const id = `stream-${crypto.randomUUID()}`;
  const abort = new AbortController();
  const response = await ask(`${wire.url}/api/trpc/tasks.onChange?input=%7B%7D`, {
    headers: { accept: "text/event-stream", "x-request-id": id },
    signal: abort.signal,
  });
  expect(response.headers.get("x-request-id")).toBe(id);
  await response.body?.getReader().read();
  expect(lines.some((line) => line.msg === "request" && line.requestId === id)).toBe(false);
  abort.abort();
  expect(await lineOf(id)).toMatchObject({ route: "/api/trpc/tasks.onChange", status: 200, aborted: true });
});

it("nothing of a request is left when it is over", () => {
  expect(currentRequest()).toBeNull();
});

it.each([
  ["/tasks?q=secret", "/tasks"],
  ["/tasks/01890a5d-ac96-774b-bcce-b302099a8057", "/tasks/{id}"],
  ["/join/a-secret-link?x=1", "/join/{token}"],
  ["/api/webhooks/runninghub/a/b", "/api/webhooks/runninghub/{token}"],
  [`/${"x".repeat(500)}`, `/${"x".repeat(199)}`],
])("of an address that no door names, %s, only %s is told", (url, route) => {
  expect(routeOf(url)).toBe(route);
});
