import type { BatchReport, BulkCreateReport, TaskDetail, TaskStatusView } from "@/lib/task-schemas";
import { TASK_STATUSES } from "@/lib/task-status";
import { expect, test } from "./fixtures";
import { takePhoto } from "./support/pictures";

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const NEW_TASK = {
  id: expect.any(String),
  workflowName: "A red fox",
  workflowId: expect.any(String),
  kind: "workflow",
  description: "for the cover",
  batchId: null,
  batchRow: null,
  nodeCount: 1,
  nodeInfoList: [{ nodeId: "6", fieldName: "seed", fieldValue: "18446744073709551615" }],
  status: "READY",
  statusReason: null,
  runningHubTaskId: null,
  attempt: 0,
  queuePosition: null,
  progress: null,
  outputs: [],
  cost: null,
  createdAt: TIME,
  queuedAt: null,
  startedAt: null,
  completedAt: null,
  timeoutAt: null,
  updatedAt: TIME,
};

test("a script creates, starts, watches and downloads a task", async ({ api, runningHub }) => {
  const { remoteId } = await api.sample("Restyle a picture");
  await runningHub.bendNext({ runMs: 25_000 });
  const photo = await takePhoto(800, 600);
  const upload = await api.upload(photo, "片 one.jpg", "image/jpeg");
  expect(upload).toEqual({
    id: expect.any(String),
    fileName: "片 one.jpg",
    size: photo.length,
    mimeType: "image/jpeg",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const created = await api.call("POST", "/api/tasks", {
    workflowId: remoteId,
    nodeInfoList: [{ nodeId: "2", fieldName: "image", uploadId: upload.id }],
    start: true,
  });
  expect(created.status).toBe(201);
  const { id } = created.body as TaskDetail; // a 201 is a task
  await api.reaches(id, "SUCCESS");

  const status = await api.ask<TaskStatusView>("GET", `/api/tasks/${id}/status`);
  expect(status).toEqual({
    id,
    status: "SUCCESS",
    statusReason: null,
    runningHubTaskId: expect.stringMatching(/^\d+$/),
    queuePosition: null,
    progress: null,
    startedAt: TIME,
    completedAt: TIME,
    timeoutAt: expect.anything(),
  });
  await expect.poll(async () => (await api.task(id)).outputs.map(({ state }) => state)).toEqual(["STORED"]);
  const task = await api.task(id);
  expect(task.attempts).toHaveLength(1);
  expect(task.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["created", "start", "sent", "accepted", "running", "succeeded"]),
  );
  const [output] = task.outputs;
  const result = await api.send(output?.url ?? "");
  expect(result.status).toBe(200);
  expect(result.headers.get("content-type")).toMatch(/^image\//);
  expect((await result.arrayBuffer()).byteLength).toBe(output?.size);
});

test("a new task has the promised shape, and every digit of its numbers", async ({ api }) => {
  const { remoteId } = await api.sample("Restyle a picture");
  const task = await api.create({
    workflowId: remoteId,
    workflowName: "A red fox",
    description: "for the cover",
    nodeInfoList: [{ nodeId: "6", fieldName: "seed", fieldValue: "18446744073709551615" }],
  });
  expect(task).toMatchObject(NEW_TASK);
  expect(await api.task(task.id)).toMatchObject({ ...NEW_TASK, attempts: [], events: [{ type: "created" }] });
  const page = await api.list();
  expect(page.items.map(({ id }) => id)).toEqual([task.id]);
  expect(Object.keys(page).sort()).toEqual(["counts", "items", "nextCursor"]);
  expect(page.nextCursor).toBe(null);
  expect(page.counts).toEqual({ ...Object.fromEntries(TASK_STATUSES.map((s) => [s, 0])), READY: 1 });
});

test("the list filters, sorts and pages without losing or repeating a task", async ({ api }) => {
  const names = Array.from({ length: 7 }, (_, at) => `Picture ${at + 1}`);
  const tasks = names.map((workflowName) => ({ workflowId: "1904136902449209346", workflowName }));
  const { batchId } = await api.ask<BulkCreateReport>("POST", "/api/tasks/bulk", { tasks });
  await api.create({ workflowId: "1904136902449209399", workflowName: "Another" });

  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const next = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await api.list(`?batchId=${batchId}&sort=createdAt&limit=3${next}`);
    seen.push(...page.items.map(({ workflowName }) => workflowName));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(names);
  const titles = async (query: string) =>
    (await api.list(query)).items.map(({ workflowName }) => workflowName);
  expect(await titles("?workflowId=1904136902449209399")).toEqual(["Another"]);
  expect(await titles("?q=picture%207")).toEqual(["Picture 7"]);
  expect(await titles("?status=SUCCESS,FAILED")).toEqual([]);
  expect(await titles("?createdAfter=2100-01-01T00:00:00Z")).toEqual([]);
});

test("a bulk is created in one call, and a bad row spoils nothing", async ({ api }) => {
  const tasks: object[] = Array.from({ length: 200 }, (_, at) => ({
    workflowId: "1904136902449209346",
    nodeInfoList: [{ nodeId: "3", fieldName: "text", fieldValue: `picture ${at}` }],
  }));
  tasks[100] = { workflowId: 12345 };
  const answer = await api.call<BulkCreateReport>("POST", "/api/tasks/bulk", { name: "Catalogue", tasks });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    batchId: expect.any(String),
    created: 199,
    failed: [{ index: 100, code: "INVALID_INPUT", message: expect.any(String) }],
  });
  expect((await api.list()).counts.READY).toBe(199);
});

test("a batch reports each task, and one bad id never spoils the rest", async ({ api }) => {
  const ready = await api.create({ workflowId: "1904136902449209346" });
  const gone = "01890a5d-ac96-774b-bcce-b302099a8057";
  const report = await api.ask<BatchReport>("POST", "/api/tasks/batch/stop", { ids: [ready.id, gone] });
  expect(report).toEqual({
    requested: 2,
    succeeded: [],
    failed: [
      { id: ready.id, code: "INVALID_TRANSITION", message: expect.any(String), status: "READY" },
      { id: gone, code: "TASK_NOT_FOUND", message: expect.any(String), status: null },
    ],
  });
  expect(await api.ask("DELETE", "/api/tasks/batch", { ids: [ready.id, gone] })).toMatchObject({
    requested: 2,
    succeeded: [{ id: ready.id }],
    failed: [{ id: gone }],
  });
  expect((await api.call("GET", `/api/tasks/${ready.id}`)).status).toBe(404);
});

test("an action that is not possible says the status and what is", async ({ api }) => {
  const { id } = await api.create({ workflowId: "1904136902449209346" });
  const answer = await api.call("POST", `/api/tasks/${id}/stop`);
  expect(answer).toMatchObject({
    status: 409,
    contentType: "application/problem+json",
    body: { code: "INVALID_TRANSITION", taskStatus: "READY", allowed: ["start", "delete"] },
  });
});

test("a result can be taken in parts, and saved under a name", async ({ api }) => {
  const { remoteId } = await api.sample("Text to image");
  const { id } = await api.create({ workflowId: remoteId, start: true });
  const { outputs } = await api.reaches(id, "SUCCESS");
  const url = outputs[0]?.url ?? "";
  const whole = Buffer.from(await (await api.send(url)).arrayBuffer());
  const part = await api.send(url, { headers: { range: "bytes=10-19" } });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe(`bytes 10-19/${whole.length}`);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20));
  const beyond = await api.send(url, { headers: { range: `bytes=${whole.length}-` } });
  expect(beyond.status).toBe(416);
  const download = await api.send(`${url}?download=1`);
  expect(download.headers.get("content-disposition")).toMatch(/^attachment; filename/);
  await download.body?.cancel();
});

test("a file of 30 MB is taken, a byte more is refused", async ({ api }) => {
  test.slow();
  const most = 30 * 1024 * 1024;
  const bytes = new Uint8Array(most + 1);
  bytes.set(await takePhoto(64, 64));
  const upload = await api.upload(bytes.subarray(0, most), "large.jpg", "image/jpeg");
  expect(upload.size).toBe(most);
  const form = new FormData();
  form.append("file", new Blob([bytes], { type: "image/jpeg" }), "too-large.jpg");
  const response = await api.send("/api/uploads", { method: "POST", body: form });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ status: 413, code: "PAYLOAD_TOO_LARGE" });
});

test("operators can see how it is", async ({ api }) => {
  for (const probe of ["live", "ready"])
    expect((await api.send(`/api/health/${probe}`, { headers: { authorization: "" } })).status).toBe(200);
  const metrics = await (await api.send("/api/metrics")).text();
  expect(metrics).toMatch(/^# TYPE \w+/m);
  expect(metrics).toContain('status="READY"');
  const { openapi, paths } = await api.ask<{ openapi: string; paths: object }>("GET", "/api/openapi.json");
  expect(openapi).toMatch(/^3\.1/);
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(["/api/tasks", "/api/tasks/{id}/status"]));
});
