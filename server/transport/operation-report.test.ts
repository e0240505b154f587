import Papa from "papaparse";
import { beforeEach, expect, it } from "vitest";
import type { OperationItem, OperationView } from "@/lib/operation-schemas";
import { furnish } from "../testing/house";
import { call } from "../testing/routes";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const view: OperationView = {
  id: ID,
  action: "stop",
  state: "finished",
  actor: "ada@example.org",
  requested: 3,
  succeeded: 2,
  failed: 1,
  skipped: 0,
  abortedBy: null,
  undoes: null,
  undoneBy: null,
  undoableUntil: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  finishedAt: "2026-01-01T00:00:01.000Z",
};
const done = {
  outcome: "done",
  code: null,
  message: null,
  statusBefore: "PENDING",
  status: "STOPPED",
} as const;
const items: OperationItem[] = [
  { id: "t1", name: '海报, 第一张 "A"', ...done },
  { id: "t2", name: '=HYPERLINK("http://evil.example")', ...done },
  {
    id: "t3",
    name: null,
    outcome: "failed",
    code: "TASK_NOT_FOUND",
    message: "There is no such task, or it is deleted",
    statusBefore: null,
    status: null,
  },
];

beforeEach(() => {
  furnish({
    bulkOperations: {
      report: async () => ({
        operation: view,
        pages: (async function* () {
          yield items.slice(0, 2);
          yield items.slice(2);
        })(),
      }),
    },
  });
});
const report = (query = "") => call("GET /api/operations/{id}/report", { path: { id: ID }, query });

it("is JSON with every task, however many pages it was read in", async () => {
  const response = await report();
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="hubqueue-stop-01890a5d.json"',
  );
  expect(await response.json()).toEqual({ operation: view, items });
});

it("is CSV that spreadsheets read as UTF-8, with quotes and commas in their places", async () => {
  const response = await report("?format=csv");
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const { data, errors } = Papa.parse<Record<string, string>>(new TextDecoder().decode(bytes), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  expect(data.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
    ["t1", "done", ""],
    ["t2", "done", ""],
    ["t3", "failed", "TASK_NOT_FOUND"],
  ]);
  expect(data[0]?.name).toBe('海报, 第一张 "A"');
});

it("never holds a cell that a spreadsheet takes for a formula", async () => {
  const { data } = Papa.parse<string[]>(await (await report("?format=csv")).text());
  expect(data.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});
