import { describe, expect, it } from "vitest";
import { createTaskSchema, type NodeInput } from "../task-schemas";
import type { FormField } from "../workflow-schemas";
import { columnKey, firstShown, NOTE_KEY, sheetColumns } from "./columns";
import { FAST, MODEL, PHOTO, PROMPT, SAMPLER, SEED, STEPS } from "./fields.fixture";
import type { SheetRow } from "./rows";
import { problemOfPolicy, type SeedPolicy } from "./seeds";
import { type SheetPlan, tasksOfRows } from "./tasks";

const FIELDS = [PHOTO, PROMPT, STEPS, SEED, FAST, SAMPLER, MODEL];
const columns = sheetColumns(FIELDS, ({ label }) => label, "Note");
const shown = firstShown(columns);

const PLAN: SheetPlan = {
  workflow: {
    remoteId: "1904136902449209346",
    kind: "workflow",
    versionId: "019353f0-0000-7000-8000-000000000000",
  },
  columns: columns.filter(({ key }) => shown.includes(key)),
  unseen: [MODEL],
  seeds: {},
  noteTemplate: "",
  uploads: new Map([["a cat.png", "u1"]]),
  extras: [],
  settings: { workflowName: "Fox", instanceType: "default", timeoutMinutes: "", place: {} },
  date: "2026-11-25",
  random: () => 0.5,
  start: true,
};

const rowOf = (cells: [FormField | "note", string][]): SheetRow => ({
  cells: Object.fromEntries(cells.map(([one, text]) => [one === "note" ? NOTE_KEY : columnKey(one), text])),
});
const value = (
  inputs: readonly NodeInput[] | undefined,
  { nodeId, fieldName }: FormField,
): Partial<NodeInput> => {
  const {
    nodeId: _,
    fieldName: __,
    ...rest
  } = inputs?.find((input) => input.nodeId === nodeId && input.fieldName === fieldName) ?? {};
  return rest;
};

describe("tasksOfRows", () => {
  it("makes create calls every door accepts, with the types the graph has", () => {
    const row = rowOf([
      [PHOTO, "a cat.png"],
      [PROMPT, "a cat"],
      [STEPS, "30"],
      [FAST, "on"],
      [SAMPLER, "DPM 2"],
    ]);
    const [task] = tasksOfRows(PLAN, [row]);
    expect(createTaskSchema.safeParse(task).error).toBeUndefined();
    const inputs = task?.nodeInfoList;
    expect(value(inputs, PHOTO)).toEqual({ uploadId: "u1" });
    expect(value(inputs, PROMPT)).toEqual({ fieldValue: "a cat" });
    expect(value(inputs, STEPS)).toEqual({ fieldValue: 30 });
    expect(value(inputs, FAST)).toEqual({ fieldValue: true });
    expect(value(inputs, SAMPLER)).toEqual({ fieldValue: "dpm_2" });
    expect(value(inputs, MODEL)).toEqual({});
  });

  it("leaves empty cells to the workflow's own values, and knows an empty text from an empty cell", () => {
    const [own, empty] = tasksOfRows(PLAN, [rowOf([]), rowOf([[PROMPT, '""']])]);
    expect(value(own?.nodeInfoList, PROMPT)).toEqual({ fieldValue: "a fox" });
    expect(value(own?.nodeInfoList, STEPS)).toEqual({ fieldValue: 20 });
    expect(value(empty?.nodeInfoList, PROMPT)).toEqual({ fieldValue: "" });
  });

  it("sends a hidden field only where its column has a value", () => {
    const plan = { ...PLAN, columns, unseen: [] };
    const [without, given] = tasksOfRows(plan, [rowOf([]), rowOf([[MODEL, "b.safetensors"]])]);
    expect(value(without?.nodeInfoList, MODEL)).toEqual({});
    expect(value(given?.nodeInfoList, MODEL)).toEqual({ fieldValue: "b.safetensors" });
  });

  it("of a graph with more seeds than a task takes leaves the last unseen ones to RunningHub", () => {
    const seeds = Array.from({ length: 600 }, (_, index) => ({
      ...SEED,
      nodeId: String(1_000 + index),
      hidden: true,
    }));
    const [task] = tasksOfRows({ ...PLAN, unseen: seeds }, [rowOf([[PHOTO, "a cat.png"]])]);
    expect(createTaskSchema.safeParse(task).error).toBeUndefined();
    expect(task?.nodeInfoList).toHaveLength(500);
    expect(value(task?.nodeInfoList, PROMPT)).not.toEqual({});
  });

  it("sends a hidden field whose value the form was given, whether or not it has a column", () => {
    const model = { ...MODEL, value: "b.safetensors", savedValue: "a.safetensors" };
    const all = sheetColumns([...FIELDS.slice(0, -1), model], ({ label }) => label, "Note");
    const [inView] = tasksOfRows({ ...PLAN, columns: all, unseen: [] }, [rowOf([])]);
    const [outOfView] = tasksOfRows({ ...PLAN, unseen: [model] }, [rowOf([])]);
    expect(value(inView?.nodeInfoList, MODEL)).toEqual({ fieldValue: "b.safetensors" });
    expect(value(outOfView?.nodeInfoList, MODEL)).toEqual({ fieldValue: "b.safetensors" });
  });

  it("fills in variables of texts and the note: number, date, file, and any column", () => {
    const row = rowOf([
      [PHOTO, "a cat.png"],
      [PROMPT, "{file} no. {index}, {Steps} steps, {red|blue}"],
      [STEPS, "30"],
      ["note", "{date} {sampler}: {prompt}"],
    ]);
    const [, task] = tasksOfRows(PLAN, [rowOf([]), row]);
    expect(value(task?.nodeInfoList, PROMPT)).toEqual({ fieldValue: "a cat no. 2, 30 steps, {red|blue}" });
    // A variable brings in the text of a cell as it stands there.
    expect(task?.description).toBe("2026-11-25 euler: {file} no. {index}, {Steps} steps, {red|blue}");
  });

  it("gives an empty note the workflow's template", () => {
    const [task] = tasksOfRows({ ...PLAN, noteTemplate: "row {index}" }, [rowOf([])]);
    expect(task?.description).toBe("row 1");
  });

  it("lets inputs by node id win over columns, in every row", () => {
    const extras = [{ nodeId: "3", fieldName: "steps", fieldValue: "7", sendAs: "number" as const }];
    for (const task of tasksOfRows({ ...PLAN, extras }, [rowOf([[STEPS, "30"]]), rowOf([])]))
      expect(task.nodeInfoList?.filter(({ fieldName }) => fieldName === "steps")).toEqual([
        { nodeId: "3", fieldName: "steps", fieldValue: 7 },
      ]);
  });
});

describe("seed rules", () => {
  const seeds = (policy: SeedPolicy, rows: SheetRow[] = [rowOf([]), rowOf([]), rowOf([])]) =>
    tasksOfRows({ ...PLAN, seeds: { [columnKey(SEED)]: policy } }, rows).map(
      ({ nodeInfoList }) => value(nodeInfoList, SEED).fieldValue,
    );

  it("one number for all rows", () => {
    expect(seeds({ kind: "fixed", seed: "42" })).toEqual([42, 42, 42]);
  });

  it("counting up, beyond what a JavaScript number keeps", () => {
    expect(seeds({ kind: "count", from: "7" })).toEqual([7, 8, 9]);
    expect(seeds({ kind: "count", from: "18446744073709551613" })).toEqual([
      "18446744073709551613",
      "18446744073709551614",
      "18446744073709551615",
    ]);
  });

  it("a refused row that is sent later keeps the number it would have had", () => {
    expect(seeds({ kind: "count", from: "100" }, [{ ...rowOf([]), number: 8 }])).toEqual([107]);
  });

  it("drawn once per row", () => {
    let draws = 0;
    const random = () => {
      draws += 1;
      return draws / 10;
    };
    const plan: SheetPlan = { ...PLAN, random, seeds: { [columnKey(SEED)]: { kind: "eachRow" } } };
    const drawn = tasksOfRows(plan, [rowOf([]), rowOf([])]).map(
      ({ nodeInfoList }) => value(nodeInfoList, SEED).fieldValue,
    );
    expect(new Set(drawn).size).toBe(2);
  });

  it("never overrule a cell somebody filled in", () => {
    expect(seeds({ kind: "fixed", seed: "42" }, [rowOf([[SEED, "7"]]), rowOf([])])).toEqual([7, 42]);
  });

  it("are refused when a row would leave the field's limits", () => {
    const field = { ...SEED, max: 10 };
    expect(problemOfPolicy(field, { kind: "count", from: "8" }, 3, (key) => key)).toBeNull();
    expect(problemOfPolicy(field, { kind: "count", from: "8" }, 4, (key) => key)).toBe("between");
    expect(problemOfPolicy(field, { kind: "fixed", seed: "x" }, 1, (key) => key)).toBe("integer");
  });
});
