import { describe, expect, it } from "vitest";
import { importWorkflowSchema } from "@/lib/workflow-schemas";
import { type ImportChoices, importInput } from "./import-input";

const choices: ImportChoices = { digitsName: "workflow", name: "", baseId: "" };
const graph = { kind: "graph", content: '{"1":{"class_type":"A"}}', nodeCount: 1 } as const;

describe("importInput", () => {
  it("makes calls the server accepts, from every kind of source", () => {
    const calls = [
      importInput({ kind: "workflow", remoteId: "1904136902449209346", site: "ai" }, choices, true),
      importInput(
        { kind: "app", remoteId: "1904136902449209346", site: null },
        { ...choices, name: " Mine " },
        true,
      ),
      importInput({ kind: "digits", remoteId: "19" }, { ...choices, digitsName: "app" }, true),
      importInput(graph, { ...choices, name: "G", baseId: " 12 " }, true),
      importInput({ kind: "entry", name: "E", content: "{}" }, choices, true),
    ];
    expect(calls).toEqual([
      { from: "id", remoteId: "1904136902449209346", site: "ai" },
      { from: "app", remoteId: "1904136902449209346", name: "Mine" },
      { from: "app", remoteId: "19" },
      { from: "json", name: "G", content: graph.content, remoteId: "12" },
      { from: "file", content: "{}" },
    ]);
    for (const call of calls) expect(importWorkflowSchema.safeParse(call).success).toBe(true);
  });

  it("waits while something needed is missing", () => {
    expect(importInput(graph, choices, false)).toBeNull();
    expect(importInput(graph, { ...choices, name: "G" }, true)).toBeNull();
    expect(importInput(graph, { ...choices, name: "G" }, false)).not.toBeNull();
    expect(importInput({ kind: "empty" }, choices, false)).toBeNull();
    expect(importInput({ kind: "unreadable", problem: "noId" }, choices, false)).toBeNull();
  });
});
