import { describe, expect, it } from "vitest";
import { readWorkflowSource } from "./workflow-source";

const read = (text: string) => readWorkflowSource(text, 1_000);

describe("readWorkflowSource", () => {
  it("takes the id out of links to workflows, in every form people copy", () => {
    for (const link of [
      "https://www.runninghub.cn/workflow/1904136902449209346",
      "https://www.runninghub.ai/#/workflow/1904136902449209346?inviteCode=abc",
      "www.runninghub.cn/post/1904136902449209346/",
    ]) {
      expect(read(link)).toEqual({ kind: "workflow", remoteId: "1904136902449209346" });
    }
  });

  it("tells links to AI apps apart, because they are run by another call", () => {
    expect(read(" https://www.runninghub.cn/ai-detail/1907581130097192962?x=1 ")).toEqual({
      kind: "app",
      remoteId: "1907581130097192962",
    });
  });

  it("keeps every digit of an id", () => {
    expect(read("1904136902449209346")).toEqual({ kind: "digits", remoteId: "1904136902449209346" });
  });

  it("recognises an API-format graph and counts its nodes", () => {
    const graph = '{"3":{"class_type":"KSampler","inputs":{"seed":18446744073709551615}}}';
    expect(read(graph)).toEqual({ kind: "graph", content: graph, nodeCount: 1 });
  });

  it.each([
    ['{"nodes":[],"links":[]}', "editorFormat"],
    ['{"3": {"inputs": {}}}', "notGraph"],
    ["{}", "notGraph"],
    ["[1,2]", "notGraph"],
    ['{"3":', "notJson"],
    ["https://www.runninghub.cn/about", "noId"],
    ["my best workflow", "noId"],
    [`{"a":"${"x".repeat(2_000)}"}`, "tooLarge"],
  ])("says what is wrong with %s", (text, problem) => {
    expect(read(text)).toEqual({ kind: "unreadable", problem });
  });

  it("treats blank text as nothing yet, not as a mistake", () => {
    expect(read(" \n ")).toEqual({ kind: "empty" });
  });
});
