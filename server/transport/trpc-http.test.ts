import { describe, expect, it } from "vitest";
import { GET, POST, PUT } from "@/app/api/trpc/[trpc]/route";
import { type ErrorCode, isAppError } from "@/lib/errors";
import type { StatusCounts, TaskChanges } from "@/lib/task-schemas";
import { API_TOKEN, furnish, refuse, SESSION_COOKIE } from "../testing/house";

const COUNTS: StatusCounts = {
  READY: 1,
  PENDING: 0,
  QUEUED: 0,
  RUNNING: 0,
  SUCCESS: 0,
  FAILED: 0,
  STOPPED: 0,
};
const CHANGES: TaskChanges = { tasks: [], deletedIds: [], counts: COUNTS, reset: false };
const authorization = `Bearer ${API_TOKEN}`;

function request(path: string, init: RequestInit = {}): Request {
  return new Request(`http://127.0.0.1:3000/api/trpc/${path}`, {
    ...init,
    headers: { authorization, "content-type": "application/json", ...init.headers },
  });
}

/** Reads the stream until it holds the text. */
async function readUntil(response: Response, text: string): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes(text)) {
    const part = await reader?.read();
    if (!part || part.done) break;
    seen += part.value;
  }
  await reader?.cancel();
  return seen;
}

describe("tRPC over HTTP", () => {
  it("answers several calls in one request, each for itself", async () => {
    furnish({ taskQueries: { counts: async () => COUNTS } });
    const response = await GET(request("tasks.counts,tasks.nothing?batch=1"));
    const [counts, nothing] = await response.json();
    expect(counts.result.data).toEqual(COUNTS);
    expect(nothing.error.data.appCode).toBe("NOT_FOUND");
  });

  it.each([
    ["malformed input", "tasks.create", "{", 400, "INVALID_INPUT"],
    ["input that the schema refuses", "tasks.create", '{"workflowId":"1","colour":1}', 400, "INVALID_INPUT"],
    ["an unknown action", "tasks.batch", '{"action":"explode","target":{"ids":["1"]}}', 400, "INVALID_INPUT"],
    ["a mutation that is none", "tasks.counts", "{}", 405, "METHOD_NOT_ALLOWED"],
  ])("refuses %s without a trace of our insides", async (_what, path, body, status, code) => {
    const logged = furnish();
    const response = await POST(request(path, { method: "POST", body }));
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(JSON.parse(text).error.data.appCode).toBe(code);
    expect(text).not.toMatch(/ {4}at |node_modules/);
    expect(logged).toEqual([]);
  });

  it("names the field that was wrong", async () => {
    furnish();
    const body = '{"workflowId":"1","nodeInfoList":[{"nodeId":"6"}]}';
    const { error } = await (await POST(request("tasks.create", { method: "POST", body }))).json();
    expect(error.data.field).toBe("nodeInfoList.0.fieldName");
    expect(error.message).toMatch(/^nodeInfoList\.0\.fieldName: /);
  });

  it("does not answer strangers, nor other sites in a person's name", async () => {
    furnish({ queue: { pause: async () => {} } });
    const cookie = { authorization: "", cookie: SESSION_COOKIE, host: "queue.example" };
    const pause = async (headers: Record<string, string>) => {
      const asked = request("queue.pause", { method: "POST", headers });
      if (headers.authorization === "") asked.headers.delete("authorization");
      return (await POST(asked)).status;
    };
    expect(await pause({ authorization: "" })).toBe(401);
    expect(await pause({ ...cookie, origin: "https://evil.example" })).toBe(403);
    expect(await pause({ ...cookie, origin: "http://queue.example" })).toBe(200);
  });

  it.each<[string, Record<string, string>, number, ErrorCode]>([
    ["a stranger", {}, 401, "UNAUTHENTICATED"],
    ["one who asks too often", { authorization }, 429, "RATE_LIMITED"],
    [
      "another site in a person's name",
      { cookie: SESSION_COOKIE, origin: "https://evil.example" },
      403,
      "FORBIDDEN",
    ],
  ])("refuses %s before anything of the body is read", async (_who, headers, status, code) => {
    furnish(code === "RATE_LIMITED" ? { rateLimits: { take: refuse(code) } } : {});
    let reads = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          reads += 1;
          controller.enqueue(new Uint8Array(1024 * 1024));
        },
      },
      { highWaterMark: 0 },
    );
    const init = { method: "POST", body, duplex: "half" } as RequestInit; // the types of a browser know no `duplex`
    const response = await POST(
      new Request("http://127.0.0.1:3000/api/trpc/tasks.create", {
        ...init,
        headers: { "content-type": "application/json", host: "queue.example", ...headers },
      }),
    );
    expect([response.status, (await response.json()).error.data.appCode, reads]).toEqual([status, code, 0]);
  });

  it("takes a body of no more than 64 MB", async () => {
    furnish();
    const headers = { "content-length": String(64 * 1024 * 1024 + 1) };
    const response = await POST(request("tasks.create", { method: "POST", headers, body: "{}" }));
    expect([response.status, (await response.json()).code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it("knows no other methods", async () => {
    const response = await PUT(request("tasks.counts", { method: "PUT" }), { params: Promise.resolve({}) });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
  });
});

describe("the live subscription", () => {
  function follow(lastEventId?: string, signal?: AbortSignal) {
    const input =
      lastEventId === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify({ lastEventId }))}`;
    return GET(request(`tasks.onChange${input}`, { headers: { accept: "text/event-stream" }, signal }));
  }

  it("sends each change under its id, unbuffered, and ends when the client goes", async () => {
    const browser = new AbortController();
    let ended: () => void = () => {};
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    furnish({
      taskFeed: {
        async *subscribe(_from, signal) {
          yield { id: "7", changes: CHANGES };
          await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
          ended();
        },
      },
    });
    const response = await follow(undefined, browser.signal);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const seen = await readUntil(response, "id: 7");
    expect(seen).toContain(JSON.stringify(CHANGES));
    browser.abort();
    await end;
  });

  it.each([
    ["the start", undefined, null],
    ["the id the client saw last", "7", "7"],
  ])("goes on from %s", async (_what, sent, expected) => {
    const asked: unknown[] = [];
    furnish({
      taskFeed: {
        async *subscribe(from) {
          asked.push(from);
          yield { id: "8", changes: CHANGES };
        },
      },
    });
    await readUntil(await follow(sent), "id: 8");
    expect(asked).toEqual([expected]);
  });

  it("tells a broken feed from a healthy one, without its insides, and logs it", async () => {
    const logged = furnish({
      taskFeed: {
        // biome-ignore lint/correctness/useYield: a feed that fails before its first change
        async *subscribe() {
          throw new Error("password=hunter2");
        },
      },
    });
    const seen = await readUntil(await follow(), "INTERNAL");
    expect(seen).toContain('"appCode":"INTERNAL"');
    expect(seen).not.toContain("hunter2");
    expect(logged).toHaveLength(1);
    expect(isAppError(logged[0])).toBe(false);
  });
});
