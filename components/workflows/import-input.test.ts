import { describe, expect, it } from "vitest";
import { importWorkflowSchema } from "@/lib/workflow-schemas";
import { type ImportChoices, importInput } from "./import-input";

const choices: ImportChoices = { digitsName: "workflow", name: "", baseId: "" };
const graph = { kind: "graph", content: '{"1":{"class_type":"A"}}', nodeCount: 1 } as const;

describe("importInput", () => {
  it("makes calls the server accepts, from every kind of source", () => {
    const calls = [
      importInput({ kind: "workflow", remoteId: "1904136902449209346" }, choices),
      importInput({ kind: "app", remoteId: "1904136902449209346" }, { ...choices, name: " Mine " }),
      importInput({ kind: "digits", remoteId: "19" }, { ...choices, digitsName: "app" }),
      importInput(graph, { ...choices, name: "G", baseId: " 12 " }),
    ];
    expect(calls).toEqual([
      { from: "id", remoteId: "1904136902449209346" },
      { from: "app", remoteId: "1904136902449209346", name: "Mine" },
      { from: "app", remoteId: "19" },
      { from: "json", name: "G", content: graph.content, remoteId: "12" },
    ]);
    for (const call of calls) expect(importWorkflowSchema.safeParse(call).success).toBe(true);
  });

  it("waits while something needed is missing", () => {
    expect(importInput(graph, choices)).toBeNull();
    expect(importInput({ kind: "empty" }, choices)).toBeNull();
    expect(importInput({ kind: "unreadable", problem: "noId" }, choices)).toBeNull();
  });
});
