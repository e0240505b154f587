import { describe, expect, it } from "vitest";
import { writeWorkflowFile } from "@/lib/workflow-file";
import { NO_DEFAULTS, NO_SETTINGS } from "@/lib/workflow-settings";
import { readWorkflowSource } from "./workflow-source";

const read = (text: string) => readWorkflowSource(text, 1_000);

describe("readWorkflowSource", () => {
  it("takes the id out of links to workflows, in every form people copy", () => {
    for (const [link, site] of [
      ["https://www.runninghub.cn/workflow/1904136902449209346", "cn"],
      ["https://www.runninghub.ai/#/workflow/1904136902449209346?inviteCode=abc", "ai"],
      ["www.runninghub.cn/post/1904136902449209346/", "cn"],
    ] as const) {
      expect(read(link)).toEqual({ kind: "workflow", remoteId: "1904136902449209346", site });
    }
  });

  it("tells links to AI apps apart, because they are run by another call", () => {
    expect(read(" https://www.runninghub.cn/ai-detail/1907581130097192962?x=1 ")).toEqual({
      kind: "app",
      remoteId: "1907581130097192962",
      site: "cn",
    });
  });

  it("keeps every digit of an id", () => {
    expect(read("1904136902449209346")).toEqual({ kind: "digits", remoteId: "1904136902449209346" });
  });

  it("recognises an API-format graph and counts its nodes", () => {
    const graph = '{"3":{"class_type":"KSampler","inputs":{"seed":18446744073709551615}}}';
    expect(read(graph)).toEqual({ kind: "graph", content: graph, nodeCount: 1 });
  });

  it("recognises a graph wrapped as for a prompt call, and one with remarks beside its nodes", () => {
    const node = '{"class_type":"KSampler","inputs":{}}';
    expect(read(`{"prompt":{"3":${node}},"client_id":"x"}`)).toMatchObject({ kind: "graph", nodeCount: 1 });
    expect(read(`{"3":${node},"extra":{"note":"mine"}}`)).toMatchObject({ kind: "graph", nodeCount: 1 });
  });

  it("recognises an exported library entry, and says what is wrong with a broken one", () => {
    const entry = {
      name: "Mine",
      description: null,
      localized: null,
      kind: "workflow",
      remoteId: "19",
      source: "pasted",
      content: "{}",
      form: NO_SETTINGS,
      defaults: NO_DEFAULTS,
    } as const;
    const file = writeWorkflowFile(entry);
    expect(read(`\uFEFF${file}`)).toEqual({ kind: "entry", name: "Mine", content: file.trim() });
    const change = (more: object) => read(JSON.stringify({ ...JSON.parse(file), ...more }));
    expect(change({ version: 2 })).toEqual({ kind: "unreadable", problem: "entryNewer" });
    expect(change({ content: 5 })).toEqual({ kind: "unreadable", problem: "entryDamaged" });
    expect(change({ format: "something else" })).toEqual({ kind: "unreadable", problem: "notGraph" });
    expect(read(file.slice(0, 60))).toEqual({ kind: "unreadable", problem: "notJson" });
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
