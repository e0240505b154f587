import { withKey } from "./http-auth";
import { type Call, jsonReply, type SimulatorApp, type SimulatorParts, textField } from "./http-context";
import { mountResults, xmlReply } from "./http-results";
import { sha256Hex } from "./ids";
import { mediaTypeOf } from "./media-type";
import { failureV1, successV1 } from "./reply-v1";
import { uploadName } from "./upload-store";

const DAY_MS = 86_400_000;
const PRESIGNED_MS = 3_600_000;

function kindOf(extension: string): string {
  const [kind = ""] = mediaTypeOf(extension.slice(1)).split("/");
  return extension === ".zip" ? "zip" : ["image", "video", "audio"].includes(kind) ? kind : "file";
}

function mountUploads(app: SimulatorApp, { engine, ...rest }: SimulatorParts): void {
  const parts = { engine, ...rest };
  const isTooLarge = (file: File) => file.size > engine.settings.maxUploadMegabytes * 1024 * 1024;

  app.post("/task/openapi/upload", (call) =>
    withKey(parts, call, "v1", async ({ fields }) => {
      const { file } = fields;
      if (!(file instanceof File)) return jsonReply(failureV1(301, "PARAMS_INVALID"));
      if (isTooLarge(file)) return jsonReply(failureV1(809, "APIKEY_FILE_SIZE_EXCEEDED"));
      const upload = engine.uploads.add(new Uint8Array(await file.arrayBuffer()), file.name);
      const fileType = textField(fields, "fileType") ?? "input";
      return jsonReply(successV1({ fileName: uploadName(upload, "api"), fileType }));
    }),
  );

  app.post("/openapi/v2/media/upload/binary", (call) =>
    withKey(parts, call, "v2-upload", async ({ fields }) => {
      const { file } = fields;
      if (!(file instanceof File)) return jsonReply({ code: 301, message: "PARAMS_INVALID", data: null });
      if (isTooLarge(file)) return jsonReply({ code: 809, message: "APIKEY_FILE_SIZE_EXCEEDED", data: null });
      const upload = engine.uploads.add(new Uint8Array(await file.arrayBuffer()), file.name);
      const data = {
        type: kindOf(upload.extension),
        download_url: `${parts.baseUrl()}/files/input/${uploadName(upload, "openapi")}?t=${Math.floor(engine.now())}`,
        fileName: uploadName(upload, "openapi"),
        size: String(upload.size),
      };
      return jsonReply({ code: 0, message: "success", data });
    }),
  );
}

function mountLora(app: SimulatorApp, parts: SimulatorParts): void {
  const { engine } = parts;
  const signatureOf = (name: string, until: string) => sha256Hex(`lora/${name}/${until}`).slice(0, 32);

  app.post("/api/openapi/getLoraUploadUrl", (call) =>
    withKey(parts, call, "v1", ({ fields }) => {
      const md5 = textField(fields, "md5Hex");
      const isComplete =
        textField(fields, "loraName") !== null && md5 !== null && /^[0-9a-f]{32}$/i.test(md5);
      if (!isComplete) return jsonReply(failureV1(301, "PARAMS_INVALID"));
      const fileName = `api-lora-cn/${md5.toLowerCase()}.safetensors`;
      const until = String(Math.floor(engine.now() + PRESIGNED_MS));
      const url = `${parts.baseUrl()}/files/lora/${fileName}?until=${until}&sign=${signatureOf(fileName, until)}`;
      return jsonReply(successV1({ fileName, url }));
    }),
  );

  app.put("/files/lora/:folder/:name", async (call) => {
    const fileName = `${call.req.param("folder")}/${call.req.param("name")}`;
    const until = call.req.query("until") ?? "";
    const isSigned = call.req.query("sign") === signatureOf(fileName, until) && engine.now() <= Number(until);
    if (!isSigned) return xmlReply(403);
    engine.uploads.add(new Uint8Array(await call.req.arrayBuffer()), fileName);
    return new Response(null, { status: 200 });
  });
}

/** Uploads and every file the simulator serves. */
export function mountFiles(app: SimulatorApp, parts: SimulatorParts): void {
  const { engine } = parts;
  mountUploads(app, parts);
  mountLora(app, parts);
  mountResults(app, parts);

  const sendUpload = (call: Call, name: string, isExpired: boolean) => {
    const bytes = engine.uploads.bytesOf(name);
    if (!bytes) return xmlReply(404, "<Error><Code>NoSuchKey</Code></Error>");
    if (isExpired) return xmlReply(403);
    const headers = { "content-type": mediaTypeOf(name.split(".").at(-1) ?? "") };
    return call.req.method === "HEAD"
      ? new Response(null, { headers })
      : new Response(new Uint8Array(bytes), { headers });
  };
  app.get("/files/input/:name{.+}", (call) => {
    const issuedAt = Number(call.req.query("t") ?? 0);
    return sendUpload(call, call.req.param("name"), engine.now() - issuedAt > DAY_MS);
  });
  app.get("/task/openapi/view/:name{.+}", (call) => sendUpload(call, call.req.param("name"), false));
}
