import { describe, expect, it } from "vitest";
import { curesOf } from "./failure-cure";
import type { TaskReason } from "./task-reason";

const PROMPT = { nodeId: "6", fieldName: "text", fieldValue: "a red fox in the snow" };
const SAMPLER = { nodeId: "3", fieldName: "sampler_name", fieldValue: "eulr" };
const PICTURE = { nodeId: "9", fieldName: "image", uploadId: "u1", fileName: "a.png" };

function failed(code: TaskReason, fields: Partial<Parameters<typeof curesOf>[0]> = {}, message = "") {
  return curesOf({
    statusReason: { code, message },
    instanceType: null,
    timeoutMinutes: null,
    startedAt: "2026-01-01T10:01:00.000Z",
    timeoutAt: "2026-01-01T10:31:00.000Z",
    nodeInfoList: [SAMPLER, PROMPT, PICTURE],
    workflowId: "1904136902449209346",
    kind: "workflow",
    site: "www.runninghub.cn",
    ...fields,
  });
}

describe("out of memory", () => {
  it("goes on to the next larger machine, and after the largest only to smaller work", () => {
    const first = (instanceType: "default" | "plus" | "ultra" | null) =>
      failed("OUT_OF_MEMORY", { instanceType })[0];
    expect(first(null)).toEqual({ kind: "runOn", instanceType: "plus" });
    expect(first("default")).toEqual({ kind: "runOn", instanceType: "plus" });
    expect(first("plus")).toEqual({ kind: "runOn", instanceType: "ultra" });
    expect(first("ultra")).toEqual({ kind: "edit", about: "all", inputs: [] });
  });
});

it("goes from a refused machine to a larger one only from the smallest", () => {
  const kinds = (instanceType: "default" | "plus" | "ultra" | null) =>
    failed("MACHINE_REFUSED", { instanceType }).map(({ kind }) => kind);
  expect([null, "default" as const].map(kinds)).toEqual([
    ["runOn", "edit"],
    ["runOn", "edit"],
  ]);
  expect(["plus" as const, "ultra" as const].map(kinds)).toEqual([["edit"], ["edit"]]);
});

describe("out of time", () => {
  const minutes = (fields: Parameters<typeof failed>[1]) =>
    failed("TASK_TIMEOUT", fields).flatMap((cure) =>
      cure.kind === "runLonger" ? [cure.timeoutMinutes] : [],
    );

  it("doubles the limit: its own, else the server's as the deadline tells it", () => {
    expect(minutes({ timeoutMinutes: 45 })).toEqual([90]);
    expect(minutes({})).toEqual([60]);
    expect(minutes({ timeoutMinutes: 0.05 })).toEqual([1]);
  });

  it("ends at the largest limit there is", () => {
    expect(minutes({ timeoutMinutes: 9_000 })).toEqual([10_080]);
    expect(minutes({ timeoutMinutes: 10_080 })).toEqual([]);
  });

  it("leaves out the wait in line: a run that never started counts from its sending, which must be known", () => {
    expect(minutes({ startedAt: null, sentAt: "2026-01-01T10:01:00.000Z" })).toEqual([60]);
    expect(minutes({ startedAt: null })).toEqual([]);
  });
});

describe("something was not accepted", () => {
  it("leads to the value that RunningHub names", () => {
    const message = "RunningHub refused the task (433): sampler_name: 'eulr' not in ['euler']";
    expect(failed("INPUT_REFUSED", {}, message)).toEqual([
      { kind: "edit", about: "value", inputs: [SAMPLER] },
    ]);
  });

  it("leads to the whole form where nothing is named", () => {
    expect(failed("RUN_FAILED", {}, "it broke")).toEqual([{ kind: "edit", about: "all", inputs: [] }]);
  });

  it("means the longest text by the prompt", () => {
    expect(failed("CONTENT_REFUSED")).toEqual([{ kind: "edit", about: "prompt", inputs: [PROMPT] }]);
  });
});

describe("a workflow that RunningHub does not run by id", () => {
  it("is opened over there, then restarted here", () => {
    const url = "https://www.runninghub.cn/workflow/1904136902449209346";
    expect(failed("WORKFLOW_NEVER_RUN")).toEqual([{ kind: "openRemote", url }, { kind: "restart" }]);
    expect(failed("WORKFLOW_MISSING", { kind: "ai-app", site: "rhtv.runninghub.ai" })[0]).toEqual({
      kind: "openRemote",
      url: "https://rhtv.runninghub.ai/ai-detail/1904136902449209346",
    });
  });

  it("has no page on the simulator or a stranger's server", () => {
    expect(failed("WORKFLOW_NEVER_RUN", { site: "simulator" })).toEqual([{ kind: "restart" }]);
    expect(failed("WORKFLOW_NEVER_RUN", { site: "runninghub.cn.evil.test" })).toEqual([{ kind: "restart" }]);
  });
});

it("offers the file for a failed upload, and nothing for what is no failure", () => {
  expect(failed("UPLOAD_FAILED")).toEqual([
    { kind: "restart" },
    { kind: "edit", about: "file", inputs: [PICTURE] },
  ]);
  expect(failed("STOPPED_BY_PERSON")).toEqual([]);
  expect(failed("SUBMIT_UNKNOWN")).toEqual([]);
});
