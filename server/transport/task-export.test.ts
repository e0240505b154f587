import Papa from "papaparse";
import { beforeEach, expect, it } from "vitest";
import type { ExportedTask } from "@/lib/task-export";
import type { TaskView } from "@/lib/task-schemas";
import { furnish, refuse } from "../testing/house";
import { call } from "../testing/routes";

const task: TaskView = {
  id: "01a20a25-b90a-7886-a5d1-79a39b9a1d94",
  workflowName: "海报, 第一张",
  workflowId: "1987654321098765402",
  kind: "workflow",
  description: null,
  batchId: "01a20a25-0000-7000-8000-000000000001",
  batchRow: 3,
  nodeCount: 1,
  nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue: "=1+1" }],
  status: "SUCCESS",
  statusReason: null,
  runningHubTaskId: "1990000000000000001",
  attempt: 1,
  queuePosition: null,
  accountId: null,
  ranOnAccountId: "01a20a25-0000-7000-8000-000000000002",
  site: "www.runninghub.cn",
  hold: null,
  waiting: null,
  progress: null,
  outputs: [1, 2].map((n) => ({
    id: `o${n}`,
    url: `/api/outputs/o${n}`,
    fileType: "png",
    nodeId: "9",
    size: 1,
    state: "STORED" as const,
    reason: null,
    removedAt: null,
    text: null,
  })),
  cost: { coins: 12, money: 0.04, seconds: 9.5 },
  instanceType: null,
  timeoutMinutes: null,
  workflowVersionId: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  queuedAt: "2026-01-01T00:00:01.000Z",
  startedAt: "2026-01-01T00:00:03.500Z",
  completedAt: "2026-01-01T00:00:13.000Z",
  timeoutAt: null,
  updatedAt: "2026-01-01T00:00:13.000Z",
};
const exported = (id: string, changes: Partial<TaskView> = {}): ExportedTask => ({
  task: { ...task, id, ...changes },
  account: "Studio",
  batch: "April",
});

let asked: unknown[];
/** How many pages were read, and whether the reading was ended from outside. */
let pagesRead: number;
let ended: boolean;

function furnishWith(pages: ExportedTask[][]): void {
  furnish({
    taskExport: {
      open: async (...question) => {
        asked = question;
        return (async function* () {
          try {
            for (const page of pages) {
              pagesRead += 1;
              yield page;
            }
          } finally {
            ended = true;
          }
        })();
      },
    },
  });
}
beforeEach(() => {
  pagesRead = 0;
  ended = false;
  furnishWith([[exported("t1"), exported("t2")], [], [exported("t3")]]);
});
const download = (query = "") => call("GET /api/tasks/export", { query });
const rowsOf = (text: string) =>
  Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;

it("takes the filter and the sort of the list, and nothing of its pages", async () => {
  await download("?status=FAILED,STOPPED&q=cat&sort=completedAt&format=csv");
  expect(asked).toEqual([{ status: ["FAILED", "STOPPED"], q: "cat" }, "completedAt"]);
  expect((await download("?limit=5")).status).toBe(400);
});

it("as JSON holds the tasks as the list has them, however many pages they were read in", async () => {
  const response = await download();
  expect(response.headers.get("content-disposition")).toMatch(
    /^attachment; filename="hubqueue-tasks-\d{8}-\d{4}\.json"$/,
  );
  const tasks = await response.json();
  expect(tasks.map(({ id }: TaskView) => id)).toEqual(["t1", "t2", "t3"]);
  expect(tasks[0]).toEqual({ ...task, id: "t1" });
});

it("as NDJSON is one task a line", async () => {
  const lines = (await (await download("?format=ndjson")).text()).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(["t1", "t2", "t3"]);
});

it("is valid JSON, a head of columns, or nothing when no task matches", async () => {
  furnishWith([]);
  expect(await (await download()).json()).toEqual([]);
  expect(await (await download("?format=ndjson")).text()).toBe("");
  expect((await (await download("?format=csv")).text()).trimEnd().split("\n")).toHaveLength(1);
});

it("as CSV tells names, times, durations, cost, inputs and whole links to the results", async () => {
  const bytes = new Uint8Array(await (await download("?format=csv")).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [row, ...others] = rowsOf(new TextDecoder().decode(bytes));
  expect(others).toHaveLength(2);
  expect(row).toMatchObject({
    id: "t1",
    workflowName: "海报, 第一张",
    account: "Studio",
    batch: "April",
    batchRow: "3",
    waitedSeconds: "2.5",
    ranSeconds: "9.5",
    costCoins: "12",
    costMoney: "0.04",
    reasonCode: "",
    inputs: '[{"nodeId":"2","fieldName":"text","fieldValue":"=1+1"}]',
    results: "http://127.0.0.1:3000/api/outputs/o1\nhttp://127.0.0.1:3000/api/outputs/o2",
  });
});

it("never holds a cell that a spreadsheet takes for a formula, not even one of several lines", async () => {
  const evil = ['=HYPERLINK("http://evil.example")\nmore', "+1", "-1\n", "@sum", "\t=1", "\n=1", "＝1+1"];
  furnishWith([evil.map((description, n) => exported(`t${n}`, { description }))]);
  const rows = rowsOf(await (await download("?format=csv")).text());
  expect(rows.map(({ description }) => description)).toEqual(evil.map((words) => `'${words}`));
});

it("refuses a search that is too broad before anything is sent", async () => {
  furnish({ taskExport: { open: refuse("FILTER_TOO_BROAD") } });
  const response = await download("?q=a&format=csv");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "FILTER_TOO_BROAD" });
});

it("is read only as fast as it is taken, and no longer than somebody takes it", async () => {
  furnishWith(Array.from({ length: 1_000 }, (_, n) => [exported(`t${n}`)]));
  const reader = (await download("?format=ndjson")).body?.getReader();
  await reader?.read();
  await reader?.read();
  expect(pagesRead).toBeLessThan(5);
  await reader?.cancel();
  expect(ended).toBe(true);
});
