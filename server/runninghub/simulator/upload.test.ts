import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { KEY, openBench, RESTYLE, readReply } from "./harness";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytes = new TextEncoder().encode("not really a picture");

test("the same bytes always get the same name, and archives a bare hash", async () => {
  const bench = await openBench();
  const first = await bench.upload(bytes, "a photo.PNG");
  expect(first).toMatchObject({
    code: 0,
    msg: "success",
    data: { fileName: `api/${sha256(bytes)}.png`, fileType: "input" },
  });
  expect((await bench.upload(bytes, "other name.png")).data).toEqual(first.data);
  expect((await bench.upload(bytes, "many.zip")).data.fileName).toBe(sha256(bytes));
  expect((await bench.control("/ledger")).uploads).toBe(1);
});

test("a file above the limit is refused with 809, one at the limit is not", async () => {
  const bench = await openBench({ settings: { maxUploadMegabytes: 1 } });
  const limit = 1024 * 1024;
  expect((await bench.upload(new Uint8Array(limit), "full.png")).code).toBe(0);
  expect(await bench.upload(new Uint8Array(limit + 1), "big.png")).toMatchObject({
    ...{ code: 809, msg: "APIKEY_FILE_SIZE_EXCEEDED" },
  });
});

test("the default upload limit is 30 MB", async () => {
  const bench = await openBench();
  expect((await bench.upload(new Uint8Array(30 * 1024 * 1024 + 1), "big.mp4")).code).toBe(809);
});

test("the v2 upload answers with message, a download address that lasts a day, and the size as text", async () => {
  const bench = await openBench();
  const form = new FormData();
  form.set("file", new File([bytes], "a.png"));
  const headers = { authorization: `Bearer ${KEY}` };
  const send = { method: "POST", body: form, headers };
  const reply = await readReply(await fetch(`${bench.url}/openapi/v2/media/upload/binary`, send));
  expect(reply).toMatchObject({
    ...{ code: 0, message: "success" },
    data: { type: "image", fileName: `openapi/${sha256(bytes)}.png`, size: String(bytes.length) },
  });
  const download = await fetch(reply.data.download_url);
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);
  await bench.advance(25 * 3_600_000);
  expect((await fetch(reply.data.download_url)).status).toBe(403);
});

test("an upload without a file or with an unknown key is refused in its dialect", async () => {
  const bench = await openBench();
  const form = new FormData();
  form.set("apiKey", KEY);
  const v1 = await readReply(await fetch(`${bench.url}/task/openapi/upload`, { method: "POST", body: form }));
  expect(v1).toMatchObject({ code: 301, msg: "PARAMS_INVALID" });
  form.set("apiKey", "f".repeat(32));
  const v2 = await readReply(
    await fetch(`${bench.url}/openapi/v2/media/upload/binary`, { method: "POST", body: form }),
  );
  expect(v2).toEqual({ code: 401, message: "ApiKey verification failed: API Key不存在", data: null });
});

test("a run with a file that was never uploaded, or is too old, fails as ComfyUI would", async () => {
  const bench = await openBench({ settings: { uploadLifetimeHours: 24 }, limit: 2 });
  const { fileName } = (await bench.upload(bytes, "a.png")).data;
  const run = async (fieldValue: string) => {
    const taskId = await bench.create({
      ...{ workflowId: RESTYLE, nodeInfoList: [{ nodeId: "2", fieldName: "image", fieldValue }] },
    });
    await bench.advance(20_000);
    return bench.v1("/task/openapi/outputs", { taskId });
  };
  expect((await run(fileName)).code).toBe(0);
  expect(await run(`api/${"0".repeat(64)}.png`)).toMatchObject({
    code: 805,
    data: { failedReason: { node_id: "2", node_name: "LoadImage", exception_type: "FileNotFoundError" } },
  });
  await bench.advance(25 * 3_600_000);
  expect((await run(fileName)).code).toBe(805);
});

test("a LoRA goes to a signed address that expires", async () => {
  const bench = await openBench();
  const fields = { loraName: "style", md5Hex: "0123456789abcdef0123456789abcdef" };
  const { data } = await bench.v1("/api/openapi/getLoraUploadUrl", fields);
  expect(data.fileName).toBe(`api-lora-cn/${fields.md5Hex}.safetensors`);
  const put = () => fetch(data.url, { method: "PUT", body: bytes });
  expect((await put()).status).toBe(200);
  await bench.advance(3_600_001);
  expect((await put()).status).toBe(403);
  expect(await bench.v1("/api/openapi/getLoraUploadUrl", { loraName: "style" })).toMatchObject({ code: 301 });
});
