import { beforeEach, expect, it } from "vitest";
import { furnish, refuse } from "../testing/house";
import { call, json, type Sent } from "../testing/routes";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const JSON_TYPE = { "content-type": "application/json" };

let logged: unknown[];
beforeEach(() => {
  logged = furnish({
    taskController: { start: refuse("TASK_NOT_FOUND") },
    taskQueries: { get: refuse("TASK_NOT_FOUND") },
  });
});

type Case = [what: string, route: string, sent: Sent, status: number, code: string, field?: string];
const task = (more: object) => json({ workflowId: "1", ...more });
const cases: Case[] = [
  ["malformed JSON", "POST /api/tasks", json('{"workflowId":'), 400, "INVALID_INPUT"],
  ["an empty body", "POST /api/tasks", { headers: JSON_TYPE, body: "" }, 400, "INVALID_INPUT"],
  ["no body at all", "POST /api/tasks", {}, 400, "INVALID_INPUT"],
  ["an array for an object", "POST /api/tasks", json([1]), 400, "INVALID_INPUT"],
  ["null for an object", "POST /api/tasks", json(null), 400, "INVALID_INPUT"],
  ["bottomless nesting", "POST /api/tasks", json("[".repeat(900_000)), 400, "INVALID_INPUT"],
  [
    "bytes that are not UTF-8",
    "POST /api/tasks",
    { headers: JSON_TYPE, body: new Uint8Array([0x22, 0xff, 0x22]) },
    400,
    "INVALID_INPUT",
  ],
  [
    "another content type",
    "POST /api/tasks",
    { headers: { "content-type": "text/plain" }, body: "{}" },
    415,
    "UNSUPPORTED_MEDIA_TYPE",
  ],
  [
    "a form for JSON",
    "POST /api/tasks",
    { body: new URLSearchParams({ workflowId: "1" }) },
    415,
    "UNSUPPORTED_MEDIA_TYPE",
  ],
  [
    "a body over 1 MB",
    "POST /api/tasks",
    json(`{"description":"${"x".repeat(1024 * 1024)}"}`),
    413,
    "PAYLOAD_TOO_LARGE",
  ],
  [
    "a workflow id as a number",
    "POST /api/tasks",
    json('{"workflowId":12345}'),
    400,
    "INVALID_INPUT",
    "workflowId",
  ],
  ["an unknown field", "POST /api/tasks", task({ colour: "red" }), 400, "INVALID_INPUT", "colour"],
  [
    "a NUL character",
    "POST /api/tasks",
    task({ description: "a\u0000b" }),
    400,
    "INVALID_INPUT",
    "description",
  ],
  [
    "a NUL inside a node input",
    "POST /api/tasks",
    task({ nodeInfoList: [{ nodeId: "6", fieldName: "text", fieldValue: "\u0000" }] }),
    400,
    "INVALID_INPUT",
  ],
  [
    "a value and an upload at once",
    "POST /api/tasks",
    task({ nodeInfoList: [{ nodeId: "6", fieldName: "t", fieldValue: 1, uploadId: "x" }] }),
    400,
    "INVALID_INPUT",
    "nodeInfoList.0.fieldValue",
  ],
  [
    "__proto__ as a field",
    "POST /api/tasks",
    json('{"workflowId":"1","__proto__":{"start":true}}'),
    400,
    "INVALID_INPUT",
    "__proto__",
  ],
  [
    "a negative time limit",
    "POST /api/tasks",
    task({ timeoutMinutes: -1 }),
    400,
    "INVALID_INPUT",
    "timeoutMinutes",
  ],
  [
    "an endless time limit",
    "POST /api/tasks",
    json('{"workflowId":"1","timeoutMinutes":1e999}'),
    400,
    "INVALID_INPUT",
    "timeoutMinutes",
  ],
  ["a bulk without tasks", "POST /api/tasks/bulk", json({ tasks: [] }), 400, "INVALID_INPUT", "tasks"],
  [
    "a bulk of 10,001",
    "POST /api/tasks/bulk",
    json({ tasks: Array(10_001).fill(0) }),
    400,
    "INVALID_INPUT",
    "tasks",
  ],
  ["an id that is none", "GET /api/tasks/{id}", { path: { id: "nope" } }, 404, "TASK_NOT_FOUND"],
  ["a huge id", "POST /api/tasks/{id}/start", { path: { id: "9".repeat(9_000) } }, 404, "TASK_NOT_FOUND"],
  [
    "a query where none is known",
    "GET /api/tasks/{id}",
    { path: { id: ID }, query: "?verbose=1" },
    400,
    "INVALID_INPUT",
    "verbose",
  ],
  ["an unknown filter", "GET /api/tasks", { query: "?state=READY" }, 400, "INVALID_INPUT", "state"],
  ["an unknown status", "GET /api/tasks", { query: "?status=READY,DONE" }, 400, "INVALID_INPUT", "status.1"],
  [
    "a parameter twice",
    "GET /api/tasks",
    { query: "?status=READY&status=FAILED" },
    400,
    "INVALID_INPUT",
    "status",
  ],
  ["a page of no size", "GET /api/tasks", { query: "?limit=" }, 400, "INVALID_INPUT", "limit"],
  ["a page of 201", "GET /api/tasks", { query: "?limit=201" }, 400, "INVALID_INPUT", "limit"],
  [
    "a date that is none",
    "GET /api/tasks",
    { query: "?createdAfter=yesterday" },
    400,
    "INVALID_INPUT",
    "createdAfter",
  ],
  ["a NUL in a search", "GET /api/tasks", { query: "?q=%00" }, 400, "INVALID_INPUT", "q"],
  ["a batch of nothing", "POST /api/tasks/batch/start", json({}), 400, "INVALID_INPUT", "ids"],
  ["a batch without ids", "POST /api/tasks/batch/stop", json({ ids: [] }), 400, "INVALID_INPUT", "ids"],
  [
    "a batch of ids and a filter",
    "DELETE /api/tasks/batch",
    json({ ids: [ID], filter: {} }),
    400,
    "INVALID_INPUT",
    "ids",
  ],
  [
    "a batch of 1,001 ids",
    "DELETE /api/tasks/batch",
    json({ ids: Array(1_001).fill(ID) }),
    400,
    "INVALID_INPUT",
    "ids",
  ],
  [
    "an unknown filter of a batch",
    "POST /api/tasks/batch/start",
    json({ filter: { state: 1 } }),
    400,
    "INVALID_INPUT",
    "filter.state",
  ],
  ["an upload that is not multipart", "POST /api/uploads", json({}), 415, "UNSUPPORTED_MEDIA_TYPE"],
  ["an upload without type", "POST /api/uploads", {}, 415, "UNSUPPORTED_MEDIA_TYPE"],
  [
    "a multipart without boundary",
    "POST /api/uploads",
    { headers: { "content-type": "multipart/form-data" }, body: "x" },
    400,
    "INVALID_INPUT",
  ],
  [
    "an odd download wish",
    "GET /api/outputs/{id}",
    { path: { id: ID }, query: "?download=yes" },
    400,
    "INVALID_INPUT",
    "download",
  ],
  ["a wrong method", "PUT /api/tasks", {}, 405, "METHOD_NOT_ALLOWED"],
  ["a start by GET", "GET /api/tasks/{id}/start", { path: { id: ID } }, 405, "METHOD_NOT_ALLOWED"],
  [
    "a webhook token with a NUL",
    "POST /api/webhooks/runninghub/{token}",
    { path: { token: "a\u0000" } },
    404,
    "NOT_FOUND",
  ],
  ["a wrong cron secret", "POST /api/cron/tick", {}, 401, "UNAUTHENTICATED"],
  ["nobody", "GET /api/tasks", { signedIn: false }, 401, "UNAUTHENTICATED"],
  [
    "a wrong token",
    "GET /api/metrics",
    { headers: { authorization: "Bearer wrong" } },
    401,
    "UNAUTHENTICATED",
  ],
];

it.each(cases)("refuses %s in good order (%s)", async (_what, route, sent, status, code, field) => {
  const response = await call(route, sent);
  const text = await response.text();
  const problem = JSON.parse(text);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(text, "no stack trace").not.toMatch(/ {4}at |node_modules/);
  expect(problem).toMatchObject({ status, code, ...(field !== undefined && { field }) });
  expect(response.status).toBe(status);
  expect(problem.title).toEqual(expect.any(String));
  expect(problem.detail).toEqual(expect.any(String));
  expect(logged).toEqual([]);
});
