import { request as rawRequest } from "node:http";
import { expect, test } from "./fixtures";
import { API_TOKEN } from "./support/product";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const JSON_TYPE = { "content-type": "application/json" };
const task = (more: object) => JSON.stringify({ workflowId: "1904136902449209346", ...more });
const multipart = (fields: Record<string, string | Blob>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

type Case = [what: string, call: string, status: number, code: string, init?: RequestInit];
const json = (body: string): RequestInit => ({ body, headers: JSON_TYPE });
const CASES: Case[] = [
  ["half a JSON document", "POST /api/tasks", 400, "INVALID_INPUT", json('{"workflowId":')],
  ["no body", "POST /api/tasks", 400, "INVALID_INPUT"],
  ["a list for an object", "POST /api/tasks", 400, "INVALID_INPUT", json("[]")],
  ["JSON nested without end", "POST /api/tasks", 400, "INVALID_INPUT", json("[".repeat(500_000))],
  [
    "bytes that are not UTF-8",
    "POST /api/tasks",
    400,
    "INVALID_INPUT",
    { body: new Uint8Array([0x22, 0xff, 0x22]), headers: JSON_TYPE },
  ],
  ["an id as a number", "POST /api/tasks", 400, "INVALID_INPUT", json('{"workflowId":12345}')],
  ["a field nobody knows", "POST /api/tasks", 400, "INVALID_INPUT", json(task({ colour: "red" }))],
  ["a NUL character", "POST /api/tasks", 400, "INVALID_INPUT", json(task({ description: "a\u0000b" }))],
  [
    "an upload nobody made",
    "POST /api/tasks",
    400,
    "INVALID_INPUT",
    json(task({ nodeInfoList: [{ nodeId: "1", fieldName: "image", uploadId: ID }] })),
  ],
  [
    "an endless time limit",
    "POST /api/tasks",
    400,
    "INVALID_INPUT",
    json('{"workflowId":"1","timeoutMinutes":1e999}'),
  ],
  [
    "text that is no JSON",
    "POST /api/tasks",
    415,
    "UNSUPPORTED_MEDIA_TYPE",
    { body: "{}", headers: { "content-type": "text/plain" } },
  ],
  [
    "a body of 2 MB",
    "POST /api/tasks",
    413,
    "PAYLOAD_TOO_LARGE",
    json(task({ description: "x".repeat(2 ** 21) })),
  ],
  ["a bulk of nothing", "POST /api/tasks/bulk", 400, "INVALID_INPUT", json('{"tasks":[]}')],
  ["a status that is none", "GET /api/tasks?status=DONE", 400, "INVALID_INPUT"],
  ["a parameter twice", "GET /api/tasks?limit=1&limit=2", 400, "INVALID_INPUT"],
  ["a page of 201", "GET /api/tasks?limit=201", 400, "INVALID_INPUT"],
  ["a cursor that is none", "GET /api/tasks?cursor=%00%ff", 400, "INVALID_INPUT"],
  ["a date that is none", "GET /api/tasks?createdAfter=yesterday", 400, "INVALID_INPUT"],
  ["a broken percent sign", "GET /api/tasks/%E0%A4%A", 400, "INVALID_INPUT"],
  ["an id of another kind", "GET /api/tasks/12", 404, "TASK_NOT_FOUND"],
  ["an id that is nobody's", `GET /api/tasks/${ID}/status`, 404, "TASK_NOT_FOUND"],
  ["a start of nothing", `POST /api/tasks/${ID}/start`, 404, "TASK_NOT_FOUND"],
  ["a deletion of nothing", `DELETE /api/tasks/${ID}`, 404, "TASK_NOT_FOUND"],
  ["a batch without a target", "POST /api/tasks/batch/start", 400, "INVALID_INPUT", json("{}")],
  [
    "a batch of 1,001",
    "DELETE /api/tasks/batch",
    400,
    "INVALID_INPUT",
    json(JSON.stringify({ ids: Array(1_001).fill(ID) })),
  ],
  ["an upload as JSON", "POST /api/uploads", 415, "UNSUPPORTED_MEDIA_TYPE", json("{}")],
  [
    "an upload without a file",
    "POST /api/uploads",
    400,
    "INVALID_INPUT",
    { body: multipart({ note: "none" }) },
  ],
  [
    "an upload of nothing",
    "POST /api/uploads",
    400,
    "INVALID_INPUT",
    { body: multipart({ file: new Blob([]) }) },
  ],
  [
    "an upload cut short",
    "POST /api/uploads",
    400,
    "INVALID_INPUT",
    {
      body: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc',
      headers: { "content-type": "multipart/form-data; boundary=x" },
    },
  ],
  ["a result that is none", `GET /api/outputs/${ID}`, 404, "OUTPUT_NOT_FOUND"],
  ["a result by a path", "GET /api/outputs/..%2F..%2Fpackage.json", 404, "OUTPUT_NOT_FOUND"],
  ["an address that is none", "GET /api/nothing/here", 404, "NOT_FOUND"],
  ["a method it has not", "PATCH /api/tasks", 405, "METHOD_NOT_ALLOWED", json("{}")],
  ["a start by GET", `GET /api/tasks/${ID}/start`, 405, "METHOD_NOT_ALLOWED"],
  ["nobody", "GET /api/tasks", 401, "UNAUTHENTICATED", { headers: { authorization: "" } }],
  [
    "a wrong token",
    "GET /api/metrics",
    401,
    "UNAUTHENTICATED",
    { headers: { authorization: "Bearer nonsense" } },
  ],
  [
    "a wrong cookie",
    "GET /api/tasks",
    401,
    "UNAUTHENTICATED",
    { headers: { authorization: "", cookie: "better-auth.session_token=x.y" } },
  ],
];

for (const [what, call, status, code, init] of CASES) {
  test(`refuses ${what} in good order`, async ({ product }) => {
    const [method, path] = call.split(" ");
    const { authorization, ...headers } = { authorization: `Bearer ${API_TOKEN}`, ...init?.headers };
    const response = await fetch(product.url + path, {
      ...init,
      method,
      headers: authorization === "" ? headers : { authorization, ...headers },
    });
    const text = await response.text();
    expect(response.headers.get("content-type"), text).toBe("application/problem+json");
    expect(text, "no stack trace").not.toMatch(/ {4}at |node_modules/);
    expect(JSON.parse(text)).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
      status,
      code,
    });
    expect(response.status).toBe(status);
  });
}

test("outlives requests that end in the middle", async ({ product }) => {
  const { port } = new URL(product.url);
  await new Promise<void>((resolve) => {
    const call = rawRequest({
      ...{ port, host: "127.0.0.1", method: "POST", path: "/api/uploads" },
      headers: {
        authorization: `Bearer ${API_TOKEN}`,
        "content-type": "multipart/form-data; boundary=x",
        "content-length": 1_000_000,
      },
    });
    call.once("error", () => resolve());
    call.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc', () =>
      call.destroy(),
    );
  });
  const answer = await fetch(`${product.url}/api/health/ready`);
  expect(answer.status).toBe(200);
});
