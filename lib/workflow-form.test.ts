import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isAppError } from "./errors";
import { workflowForm } from "./workflow-form";
import { FIELD_GROUPS, type FormField, formFieldSchema } from "./workflow-schemas";

function node(classType: string, inputs: object, title?: string) {
  return { class_type: classType, inputs, ...(title === undefined ? {} : { _meta: { title } }) };
}
const TEXT_TO_IMAGE = {
  "3": node("KSampler", {
    seed: 7,
    steps: 20,
    cfg: 8,
    sampler_name: "euler",
    scheduler: "my_own",
    denoise: 1,
    positive: ["6", 0],
    negative: ["7", 0],
    latent_image: ["5", 0],
    model: ["4", 0],
  }),
  "4": node("CheckpointLoaderSimple", { ckpt_name: "v1.safetensors" }, "Load Checkpoint"),
  "5": node("EmptyLatentImage", { width: 512, height: 512, batch_size: 1 }),
  "6": node("CLIPTextEncode", { text: "a fox", clip: ["4", 1] }, "Prompt"),
  "7": node("CLIPTextEncode", { text: "", clip: ["4", 1], wrapped: { __value__: [false, true] } }, "Prompt"),
  "8": node("VAEDecode", { samples: ["3", 0], vae: ["4", 2] }),
  "9": node("SaveImage", { filename_prefix: "ComfyUI", images: ["8", 0] }, "Save Image"),
  "20": node("PrimitiveInt", { value: 5 }, "Loose end"),
};

const formOf = (graph: unknown) =>
  workflowForm("workflow", typeof graph === "string" ? graph : JSON.stringify(graph));
function fieldOf(graph: unknown, fieldName: string, nodeId?: string): FormField {
  const found = formOf(graph).fields.find(
    (field) => field.fieldName === fieldName && (nodeId === undefined || field.nodeId === nodeId),
  );
  if (found === undefined) throw new Error(`no field ${fieldName}`);
  return found;
}
/** The graph's own node, plus one that saves what it makes. */
const around = (classType: string, inputs: object, title?: string) => ({
  "1": node(classType, inputs, title),
  "2": node("SaveImage", { images: ["1", 0] }),
});

describe("the form of a graph", () => {
  it("has files, prompts, sizes and sampler settings in that order, and no links", () => {
    const visible = formOf(TEXT_TO_IMAGE).fields.filter((field) => !field.hidden);
    expect(visible.map((field) => `${field.nodeId}.${field.fieldName}:${field.type}`)).toEqual([
      "6.text:textarea",
      "7.text:textarea",
      "5.width:integer",
      "5.height:integer",
      "5.batch_size:integer",
      "3.seed:seed",
      "3.steps:integer",
      "3.cfg:number",
      "3.sampler_name:select",
      "3.scheduler:select",
      "3.denoise:number",
    ]);
  });

  it("hides model names, file prefixes and what feeds no output, but keeps them for those who look", () => {
    const hidden = formOf(TEXT_TO_IMAGE).fields.filter((field) => field.hidden);
    expect(hidden.map((field) => `${field.nodeId}.${field.fieldName}`)).toEqual([
      "4.ckpt_name",
      "9.filename_prefix",
      "20.value",
    ]);
  });

  it("leaves out links, wrapped values, lists and nulls", () => {
    const graph = around("Any", {
      a: ["2", 0],
      b: { __value__: [1] },
      c: [1, 2, 3],
      d: null,
      e: { f: 1 },
      g: "x",
    });
    expect(formOf(graph).fields.map((field) => field.fieldName)).toEqual(["g"]);
  });

  it("labels by title and field, with the node's id where titles repeat", () => {
    expect(fieldOf(TEXT_TO_IMAGE, "text", "6").label).toBe("Prompt · text (#6)");
    expect(fieldOf(TEXT_TO_IMAGE, "width").label).toBe("EmptyLatentImage · width");
  });

  it("labels in both languages where the title is given in both", () => {
    const titled = (titles: object) => ({ ...node("Any", { text: "x" }), _meta: titles });
    const both = { title: "Your wish", title_zh: "你的愿望" };
    const { fields } = formOf({ "1": titled(both), "2": titled({ title: "Mine" }) });
    expect(fields.map(({ label, labelEn }) => [label, labelEn])).toEqual([
      ["你的愿望 · text", "Your wish · text"],
      ["Mine · text", undefined],
    ]);
    const repeated = formOf({ "1": titled(both), "2": titled(both) }).fields;
    expect(repeated.map(({ label, labelEn }) => [label, labelEn])).toEqual([
      ["你的愿望 · text (#1)", "Your wish · text (#1)"],
      ["你的愿望 · text (#2)", "Your wish · text (#2)"],
    ]);
  });

  it("tells the wanted prompt from the unwanted one", () => {
    expect(fieldOf(TEXT_TO_IMAGE, "text", "6").role).toBe("positive");
    expect(fieldOf(TEXT_TO_IMAGE, "text", "7").role).toBe("negative");
  });

  it("puts what the author marked first, and nodes in numeric order", () => {
    const graph = {
      "10": node("CLIPTextEncode", { text: "ten", from: ["2", 0] }),
      "9": node("CLIPTextEncode", { text: "nine" }),
      "2": node("EmptyLatentImage", { width: 64 }, "★ Size"),
      "11": node("SaveImage", { images: ["10", 0], more: ["9", 0] }),
    };
    expect(formOf(graph).fields.map((field) => field.nodeId)).toEqual(["2", "9", "10"]);
  });

  it("shows everything rather than nothing", () => {
    const { fields } = formOf({ "1": node("SaveImage", { filename_prefix: "x" }) });
    expect(fields).toMatchObject([{ fieldName: "filename_prefix", hidden: false }]);
  });

  it("names the outputs by node and kind", () => {
    expect(formOf(TEXT_TO_IMAGE).outputNodes).toEqual([{ nodeId: "9", title: "Save Image", kind: "image" }]);
    const kinds = {
      PreviewImage: "image",
      SaveAnimatedWEBP: "video",
      VHS_VideoCombine: "video",
      SaveVideo: "video",
      SaveAudioMP3: "audio",
      "ShowText|pysssss": "text",
      SaveText: "text",
      SaveLatent: "file",
    };
    for (const [classType, kind] of Object.entries(kinds)) {
      expect(formOf({ "1": node(classType, {}) }).outputNodes).toEqual([
        { nodeId: "1", title: classType, kind },
      ]);
    }
    const unknown = { "1": node("Maker", { a: 1 }), "2": node("Keeper", { from: ["1", 0], b: 2 }) };
    expect(formOf(unknown).outputNodes).toEqual([{ nodeId: "2", title: "Keeper", kind: "file" }]);
  });
});

describe("a field", () => {
  it("keeps every digit of a seed", () => {
    const graph = '{"1":{"class_type":"SaveImage","inputs":{"noise_seed":18446744073709551615,"seed":42}}}';
    expect(fieldOf(graph, "noise_seed")).toMatchObject({
      type: "seed",
      value: "18446744073709551615",
      sendAs: "number",
    });
    expect(fieldOf(graph, "seed").value).toBe(42);
  });

  it("takes decimals where the graph has a whole number by chance", () => {
    expect(fieldOf('{"1":{"class_type":"SaveImage","inputs":{"cfg":8}}}', "cfg").type).toBe("number");
    expect(fieldOf('{"1":{"class_type":"SaveImage","inputs":{"x":8.0}}}', "x").type).toBe("number");
    expect(fieldOf('{"1":{"class_type":"SaveImage","inputs":{"x":-8}}}', "x").type).toBe("integer");
  });

  it("suggests samplers and schedulers, its own value included, and allows others", () => {
    const field = fieldOf(TEXT_TO_IMAGE, "scheduler");
    expect(field.freeText).toBe(true);
    expect(field.options?.slice(0, 2).map((option) => option.value)).toEqual(["my_own", "simple"]);
    expect(fieldOf(TEXT_TO_IMAGE, "sampler_name").options?.map((option) => option.value)).toContain(
      "uni_pc_bh2",
    );
  });

  const files: readonly [string, object, string, string][] = [
    ["LoadImage", { image: "example.png", upload: "image" }, "image", "image"],
    ["LoadImage", { image: "https://host/a.webp" }, "image", "image"],
    ["LoadImageMask", { image: "a.png", channel: "alpha" }, "image", "image"],
    ["VHS_LoadVideo", { video: "a.mp4" }, "video", "video"],
    ["LoadVideo", { file: "a.mp4" }, "file", "video"],
    ["LoadVideo", { file: "none" }, "file", "video"],
    ["LoadAudio", { audio: "a.mp3" }, "audio", "audio"],
    ["LoadImages(zip)", { upload: "abc" }, "upload", "file"],
    ["LoadImageFromUrl", { image: "https://host/a.png" }, "image", "text"],
    ["VHS_LoadVideoPath", { video: "/a.mp4" }, "video", "text"],
    ["CLIPTextEncode", { image: "a.png" }, "image", "text"],
  ];
  for (const [classType, inputs, fieldName, type] of files) {
    it(`${fieldName} of ${classType} is ${type}`, () => {
      expect(fieldOf(around(classType, inputs), fieldName).type).toBe(type);
    });
  }

  it("hides the editor's upload button", () => {
    expect(fieldOf(around("LoadImage", { image: "a.png", upload: "image" }), "upload").hidden).toBe(true);
  });

  it("is long text for prompts, long values and lines", () => {
    for (const inputs of [{ prompt: "" }, { note: "x".repeat(61) }, { note: "a\nb" }, { negative: "x" }]) {
      expect(formOf(around("Any", inputs)).fields[0]?.type).toBe("textarea");
    }
    expect(formOf(around("Any", { note: "short" })).fields[0]?.type).toBe("text");
  });

  it("survives names that mean something to JavaScript", () => {
    const graph =
      '{"1":{"class_type":"SaveImage","inputs":{"constructor":1,"toString":"a","hasOwnProperty":true}}}';
    expect(formOf(graph).fields).toHaveLength(3);
  });
});

describe("what is no graph", () => {
  function refusalOf(content: string): string {
    try {
      formOf(content);
    } catch (error) {
      if (isAppError(error) && error.code === "INVALID_INPUT" && error.details.field === "content") {
        return error.message;
      }
    }
    throw new Error("not refused as it should be");
  }

  it("is refused with what to do", () => {
    expect(refusalOf('{"nodes":[],"links":[],"version":0.4}')).toContain("Save (API Format)");
    expect(refusalOf("hello")).toContain("not JSON");
    expect(refusalOf(JSON.stringify(TEXT_TO_IMAGE).slice(0, 200))).toContain("cut off");
    for (const text of ["{}", '{"a":1}', '{"1":{"inputs":{}}}'])
      expect(refusalOf(text)).toContain("no workflow nodes");
    for (const text of ["[]", "1", '"x"', "null"]) expect(refusalOf(text)).toContain("not a workflow");
    expect(refusalOf("[".repeat(200_000))).toContain("not JSON");
  });

  it("is taken when only wrapped as for ComfyUI's prompt call", () => {
    expect(formOf({ prompt: TEXT_TO_IMAGE, client_id: "x" }).nodeCount).toBe(8);
  });
});

it("reads a graph of five megabytes", () => {
  const graph = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [
      String(index),
      node("CLIPTextEncode", { text: "x".repeat(150), from: [String(index + 1), 0] }, "Same title"),
    ]),
  );
  const text = JSON.stringify({ ...graph, "20000": node("SaveImage", { images: ["0", 0] }) });
  expect(text.length).toBeGreaterThan(5_000_000);
  const form = formOf(text);
  expect(form.fields).toHaveLength(20_000);
  expect(form.nodeCount).toBe(20_001);
  // As many as people read and browsers draw.
  expect(form.fields.filter(({ hidden }) => !hidden)).toHaveLength(200);
});

it("leaves a text that no task may give in the graph", () => {
  const prompt = node("CLIPTextEncode", { text: "a fox", mask: "x".repeat(200_001) });
  const { fields } = formOf(JSON.stringify({ "1": prompt, "9": node("SaveImage", { images: ["1", 0] }) }));
  expect(fields.map(({ fieldName }) => fieldName)).toEqual(["text"]);
});

describe("real workflows", () => {
  const folders = ["server/runninghub/simulator/samples", "../shared/workflows"].filter((folder) =>
    existsSync(folder),
  );
  const graphs = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".json") && name !== "catalogue.json")
      .map((name) => path.join(folder, name)),
  );

  for (const file of graphs) {
    it(`${path.basename(file)} gives a usable form`, () => {
      const { fields, outputNodes } = formOf(readFileSync(file, "utf8"));
      for (const field of fields) formFieldSchema.parse(field);
      const visible = fields.filter((field) => !field.hidden);
      expect(visible.length).toBeGreaterThan(0);
      expect(outputNodes.length).toBeGreaterThan(0);
      expect(new Set(fields.map((field) => field.label)).size).toBe(fields.length);
      expect(new Set(fields.map((field) => field.labelEn ?? field.label)).size).toBe(fields.length);
      const types: Record<string, string> = {
        text: "textarea",
        prompt: "textarea",
        seed: "seed",
        cfg: "number",
      };
      for (const field of fields) {
        const expected =
          field.classType === "LoadImage" && field.fieldName === "image" ? "image" : types[field.fieldName];
        if (expected !== undefined) expect(field).toMatchObject({ type: expected });
      }
      const groups = visible.map((field) => FIELD_GROUPS.indexOf(field.group));
      expect(groups).toEqual([...groups].sort((a, b) => a - b));
    });
  }
});
