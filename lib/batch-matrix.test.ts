import { describe, expect, test } from "vitest";
import { inputColumns, outputColumns, outputsByColumn, withNews } from "./batch-matrix";
import { foldOwn, NOTHING_LIVE } from "./live-tasks";
import type { OutputView, TaskView } from "./task-schemas";
import type { FieldType, FormField } from "./workflow-schemas";

const field = (nodeId: string, fieldName: string, type: FieldType): FormField => ({
  nodeId,
  fieldName,
  label: `${nodeId} ${fieldName}`,
  type,
  value: "",
  hidden: false,
  group: "other",
  nodeTitle: nodeId,
  classType: "",
  sendAs: "string",
});
const output = (id: string, nodeId: string | null): OutputView => ({
  id,
  nodeId,
  url: `/api/outputs/${id}`,
  fileType: "png",
  size: 1,
  state: "STORED",
  reason: null,
  removedAt: null,
  text: null,
});
// Only what these rules read.
const task = (id: string, fields: Partial<TaskView> = {}) =>
  ({
    id,
    batchId: "b",
    batchRow: 0,
    updatedAt: "2026-01-01",
    status: "READY",
    outputs: [],
    ...fields,
  }) as TaskView;

describe("input columns", () => {
  test("follow the form, then what it does not know, then seeds", () => {
    const fields = [field("3", "seed", "seed"), field("6", "text", "textarea"), field("2", "image", "image")];
    const columns = inputColumns(
      [
        { nodeId: "2", fieldName: "image" },
        { nodeId: "3", fieldName: "seed" },
        { nodeId: "77", fieldName: "strange" },
        { nodeId: "6", fieldName: "text" },
      ],
      fields,
    );
    expect(columns.map(({ fieldName }) => fieldName)).toEqual(["text", "image", "strange", "seed"]);
    expect(columns[2]?.field).toBeNull();
  });
});

describe("output columns", () => {
  const promised = [{ nodeId: "9", title: "Save", kind: "image" as const }];

  test("are those the workflow promises until there are results, then those there are", () => {
    expect(outputColumns([], promised, [])).toMatchObject([{ nodeId: "9", title: "Save", number: null }]);
    const both = [{ nodeId: "9", title: "Save", titleZh: "保存", kind: "image" as const }];
    expect(outputColumns([], both, [])).toMatchObject([{ title: "Save", titleZh: "保存" }]);
    expect(outputColumns([{ nodeId: "12", count: 2 }], promised, [])).toMatchObject([
      { nodeId: "12", title: null, number: 1 },
      { nodeId: "12", title: null, number: 2 },
    ]);
    expect(outputColumns([], [], [])).toHaveLength(1);
  });

  test("grow on the right when more arrives", () => {
    const before = outputColumns([], promised, []);
    const after = outputColumns([], promised, [
      task("a", { outputs: [output("o", "9"), output("p", "30")] }),
    ]);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(2);
  });

  test("take a task's results by node and position", () => {
    const byColumn = outputsByColumn([
      output("a", "9"),
      output("b", "9"),
      output("c", "30"),
      output("d", null),
    ]);
    const keys = outputColumns(
      [
        { nodeId: "9", count: 2 },
        { nodeId: "30", count: 1 },
        { nodeId: null, count: 1 },
      ],
      [],
      [],
    ).map(({ key }) => byColumn.get(key)?.id);
    expect(keys).toEqual(["a", "b", "c", "d"]);
  });
});

describe("the news of a row", () => {
  const rows = [
    { row: 0, tasks: [task("a")] },
    { row: 1, tasks: [task("c", { batchRow: 1 })] },
  ];

  test("change its task, add a new run in front, and take away what was deleted", () => {
    const live = foldOwn(NOTHING_LIVE, {
      tasks: [
        task("a", { status: "RUNNING", updatedAt: "2026-01-02" }),
        task("b"),
        task("x", { batchId: "another batch" }),
        task("y", { batchRow: 7 }),
      ],
      deletedIds: ["c"],
    });
    const seen = withNews(rows, "b", live);
    expect(seen.map(({ tasks }) => tasks.map(({ id, status }) => `${id} ${status}`))).toEqual([
      ["b READY", "a RUNNING"],
      [],
    ]);
  });

  test("are nothing while nothing happens", () => {
    expect(withNews(rows, "b", NOTHING_LIVE)).toEqual(rows);
  });
});
