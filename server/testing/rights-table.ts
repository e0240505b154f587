/** What every operation takes, and an input that gets as far as the question. An operation without a line fails the test. */
import { KEEP_ALL } from "@/lib/keeping-schemas";
import { NO_LINE_LIMITS } from "@/lib/line-limits";
import { DEFAULT_QUEUE_SETTINGS } from "@/lib/queue-schemas";
import type { Right } from "@/lib/rights";
import { NO_RETENTION } from "@/lib/storage-schemas";
import { NO_DEFAULTS } from "@/lib/workflow-settings";

/** `everybody`: whoever is let in, whatever the role. */
export type Needed = Right | "everybody";

export const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const OTHER_ID = "01890a5d-ac96-774b-bcce-b302099a8058";
const WORKFLOW = "1904136902449209346";
const work = { workflowId: WORKFLOW };
const byId = { id: ID };
const ids = { ids: [ID] };
const hook = {
  name: "a hook",
  format: "slack",
  locale: "en",
  events: ["taskFailed"],
  url: "https://hooks.example/x",
};
const account = { name: "second", baseUrl: "http://127.0.0.1:9", apiKey: "a-key-of-the-tests" };
const marks = [{ id: ID, favourite: true, verdict: null, tags: [] }];
const caps = { dayCoins: null, dayMoney: null, batchCoins: null, batchMoney: null, timeZone: "UTC" };
const days = { from: "2026-01-01", to: "2026-01-02" };
const json = { from: "json", name: "pasted", content: "{}" };

export const PROCEDURES: Readonly<Record<string, readonly [Needed, unknown?]>> = {
  "tasks.list": ["everybody", {}],
  "tasks.get": ["everybody", byId],
  "tasks.status": ["everybody", byId],
  "tasks.countMatching": ["everybody", {}],
  "tasks.neighbours": ["everybody", { id: ID, filter: {}, sort: "-createdAt" }],
  "tasks.exchange": ["everybody", { id: ID, number: 1 }],
  "tasks.counts": ["everybody"],
  "tasks.create": ["changeTasks", work],
  "tasks.createBulk": ["changeTasks", { tasks: [work] }],
  "tasks.start": ["changeTasks", byId],
  "tasks.runAgain": ["changeTasks", byId],
  "tasks.stop": ["changeTasks", byId],
  "tasks.remove": ["changeTasks", byId],
  "tasks.restore": ["changeTasks", byId],
  "tasks.batch": ["changeTasks", { action: "start", target: ids }],
  "tasks.assign": ["changeTasks", { target: ids, accountId: null }],
  "tasks.linkRun": ["changeTasks", { id: ID, remoteId: "1" }],
  "tasks.sendAgain": ["changeTasks", byId],
  "tasks.onChange": ["everybody", {}],

  "operations.request": ["changeTasks", { id: ID, action: "start", target: ids }],
  "operations.abort": ["changeTasks", byId],
  "operations.undo": ["changeTasks", { id: OTHER_ID, undone: ID }],
  "operations.get": ["everybody", byId],
  "operations.recent": ["everybody"],
  "operations.failures": ["everybody", byId],

  "batches.list": ["everybody", {}],
  "batches.get": ["everybody", byId],
  "batches.search": ["everybody", { q: "a" }],
  "batches.rename": ["changeTasks", { id: ID, name: "a name" }],
  "batches.matrixPage": ["everybody", byId],
  "batches.matrixRows": ["everybody", { id: ID, rows: [0] }],
  "batches.matrixColumns": ["everybody", byId],

  "uploads.get": ["everybody", byId],
  "uploads.find": ["uploadFiles", { sha256: "0".repeat(64), fileName: "a.png", size: 1 }],
  "uploads.takers": ["everybody", { kind: "image" }],
  "uploads.fromOutput": ["uploadFiles", { outputId: ID }],

  "outputs.retry": ["changeTasks", byId],
  "outputs.nameTemplate": ["everybody"],
  "outputs.setNameTemplate": ["controlQueue", { template: "{workflow}" }],

  "gallery.page": ["everybody", {}],
  "gallery.count": ["everybody", {}],
  "gallery.ofTask": ["everybody", { taskId: ID }],
  "gallery.tags": ["everybody"],
  "gallery.marks": ["everybody", { ids: [ID] }],
  "gallery.mark": ["markResults", { ids: [ID], favourite: true }],
  "gallery.restoreMarks": ["markResults", { marks }],

  "queue.lane": ["everybody"],
  "queue.pause": ["controlQueue"],
  "queue.resume": ["controlQueue"],
  "queue.settings": ["everybody"],
  "queue.setSettings": ["controlQueue", DEFAULT_QUEUE_SETTINGS],
  "queue.limits": ["everybody"],
  "queue.setLimits": ["manageLimits", NO_LINE_LIMITS],
  "queue.room": ["everybody"],
  "queue.closeBreaker": ["controlQueue", { kind: "workflow", workflowId: WORKFLOW }],

  "workflows.list": ["everybody"],
  "workflows.get": ["everybody", byId],
  "workflows.getVersion": ["everybody", { versionId: ID }],
  "workflows.forecast": ["everybody", work],
  "workflows.recentValues": ["everybody", { ...work, nodeId: "1", fieldName: "text" }],
  "workflows.import": ["changeWorkflows", json],
  "workflows.remove": ["changeWorkflows", byId],
  "workflows.arrangement": ["everybody", byId],
  "workflows.rename": ["changeWorkflows", { id: ID, name: "a name", description: null }],
  "workflows.setForm": ["changeWorkflows", { id: ID, form: { fields: [] } }],
  "workflows.setDefaults": ["changeWorkflows", { id: ID, defaults: NO_DEFAULTS }],
  "workflows.export": ["everybody", byId],
  "workflows.versions": ["everybody", byId],
  "workflows.difference": ["everybody", { id: ID, beforeId: ID, afterId: OTHER_ID }],
  "workflows.useVersion": ["changeWorkflows", { id: ID, versionId: ID }],
  "workflows.check": ["changeWorkflows", byId],

  "accounts.list": ["everybody"],
  "accounts.create": ["manageAccounts", account],
  "accounts.update": ["manageAccounts", { id: ID, slotLimit: 2 }],
  "accounts.remove": ["manageAccounts", byId],
  "accounts.pause": ["controlQueue", byId],
  "accounts.resume": ["controlQueue", byId],
  "accounts.check": ["controlQueue", byId],

  // One's own; sharing takes a right, which the test of views asks.
  "views.list": ["everybody"],
  "views.save": ["everybody", { name: "a view", query: "" }],
  "views.change": ["everybody", { id: ID, name: "a view" }],
  "views.remove": ["everybody", byId],

  "notifications.list": ["everybody"],
  "notifications.create": ["controlQueue", hook],
  "notifications.change": ["controlQueue", { ...hook, id: ID }],
  "notifications.remove": ["controlQueue", byId],
  "notifications.test": ["controlQueue", byId],
  "notifications.log": ["controlQueue", byId],
  "notifications.since": ["everybody", { after: null }],
  "notifications.sendAgain": ["controlQueue", byId],

  "insight.read": ["everybody", days],
  "spending.expect": ["everybody", { tasks: [{ workflowId: WORKFLOW, count: 1 }] }],
  "spending.caps": ["everybody"],
  "spending.setCaps": ["controlQueue", caps],
  "storage.usage": ["everybody"],
  "storage.disk": ["everybody"],
  "storage.retention": ["everybody"],
  "storage.setRetention": ["manageFiles", NO_RETENTION],
  "storage.keeping": ["everybody"],
  "storage.setKeeping": ["manageLimits", KEEP_ALL],
  "storage.preview": ["manageFiles", NO_RETENTION],

  "people.list": ["managePeople"],
  "people.invite": ["managePeople", { email: "new@example.org", role: "viewer" }],
  "people.passwordLink": ["managePeople", byId],
  "people.revokeLink": ["managePeople", byId],
  "people.change": ["managePeople", { id: ID, role: "viewer" }],
  "people.endSessions": ["managePeople", byId],
  "people.remove": ["managePeople", byId],
  "me.who": ["everybody"],
  "me.get": ["everybody"],
  "me.rename": ["everybody", { name: "a name" }],
  "me.changePassword": ["everybody", { current: "a guess", password: "a new password" }],
  "me.sessions": ["everybody"],
  "me.endSession": ["everybody", byId],
  "me.endOtherSessions": ["everybody"],
  "tokens.list": ["everybody"],
  "tokens.create": ["manageTokens", { name: "a service", role: "viewer", service: true }],
  "tokens.revoke": ["everybody", byId],
  "audit.page": ["readAudit", {}],
  "diagnostics.examine": ["readDiagnostics"],
  "diagnostics.state": ["readDiagnostics"],
  "system.info": ["everybody"],
};

const upload = (): FormData => {
  const form = new FormData();
  form.append("file", new Blob(["words"], { type: "text/plain" }), "words.txt");
  return form;
};

interface RestInput {
  readonly query?: string;
  readonly json?: unknown;
  readonly body?: () => BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

/** REST calls that need an actor. */
export const CALLS: Readonly<Record<string, readonly [Needed, RestInput?]>> = {
  "POST /api/tasks": ["changeTasks", { json: work }],
  "GET /api/tasks": ["everybody"],
  "POST /api/tasks/bulk": ["changeTasks", { json: { tasks: [work] } }],
  "POST /api/tasks/expected": ["everybody", { json: { tasks: [{ workflowId: WORKFLOW, count: 1 }] } }],
  "GET /api/tasks/export": ["everybody"],
  "GET /api/tasks/{id}": ["everybody"],
  "DELETE /api/tasks/{id}": ["changeTasks"],
  "GET /api/tasks/{id}/status": ["everybody"],
  "GET /api/tasks/{id}/attempts/{number}/exchange": ["everybody"],
  "POST /api/tasks/{id}/start": ["changeTasks"],
  "POST /api/tasks/{id}/stop": ["changeTasks"],
  "POST /api/tasks/{id}/run-again": ["changeTasks"],
  "POST /api/tasks/{id}/link-run": ["changeTasks", { json: { remoteId: "1" } }],
  "POST /api/tasks/{id}/send-again": ["changeTasks"],
  "POST /api/tasks/batch/start": ["changeTasks", { json: ids }],
  "POST /api/tasks/batch/stop": ["changeTasks", { json: ids }],
  "DELETE /api/tasks/batch": ["changeTasks", { json: ids }],
  "POST /api/operations": ["changeTasks", { json: { id: ID, action: "start", target: ids } }],
  "GET /api/operations": ["everybody"],
  "GET /api/operations/{id}": ["everybody"],
  "POST /api/operations/{id}/abort": ["changeTasks"],
  "POST /api/operations/{id}/undo": ["changeTasks", { json: { id: OTHER_ID } }],
  "GET /api/operations/{id}/report": ["everybody"],
  "GET /api/batches": ["everybody"],
  "GET /api/batches/{id}": ["everybody"],
  "PATCH /api/batches/{id}": ["changeTasks", { json: { name: "a name" } }],
  "POST /api/uploads": ["uploadFiles", { body: upload }],
  "GET /api/uploads/{id}": ["everybody"],
  "GET /api/uploads/{id}/thumbnail": ["everybody"],
  "GET /api/outputs": ["everybody"],
  "POST /api/outputs/marks": ["markResults", { json: { ids: [ID], favourite: true } }],
  "GET /api/outputs/zip": ["everybody", { query: `?ids=${ID}` }],
  "GET /api/outputs/{id}": ["everybody"],
  "GET /api/outputs/{id}/thumbnail": ["everybody"],
  "PUT /api/outputs/{id}/poster": [
    "uploadFiles",
    { body: () => new Uint8Array([255, 216, 255]), headers: { "content-type": "image/jpeg" } },
  ],
  "POST /api/outputs/{id}/retry": ["changeTasks"],
  "POST /api/outputs/{id}/use": ["uploadFiles"],
  "GET /api/insight": ["everybody", { query: `?from=${days.from}&to=${days.to}` }],
  "GET /api/me": ["everybody"],
  "GET /api/tokens": ["everybody"],
  "POST /api/tokens": ["manageTokens", { json: { name: "a service", role: "viewer", service: true } }],
  "DELETE /api/tokens/{id}": ["everybody"],
  "GET /api/audit": ["readAudit"],
  "GET /api/audit/export": ["readAudit"],
  "GET /api/metrics": ["everybody"],
};

/** Server actions of people who are signed in, by the name they are exported under. */
export const ACTIONS: Readonly<Record<string, readonly [Needed, unknown]>> = {
  createTaskAction: ["changeTasks", work],
  operationAction: ["changeTasks", { id: ID, action: "start", target: ids }],
};
