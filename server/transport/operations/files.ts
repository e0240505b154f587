import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import { outputViewSchema, uploadViewSchema } from "@/lib/task-schemas";
import { THUMBNAIL_SIDES, type ThumbnailSide } from "@/lib/thumbnail-sides";
import type { Thumbnail } from "../../services/thumbnail-service";
import { fileResponse } from "../file-response";
import { readBytes } from "../json-body";
import { receiveFile } from "../multipart";
import { MEGABYTE, operation } from "../operation";

const tag = "files";
const MAX_POSTER_BYTES = 2 * MEGABYTE;
const fileQuery = z.strictObject({
  /** 1 = save instead of show. */
  download: z.enum(["0", "1"]).optional(),
});
const aFile = {
  status: 200,
  description: "The file; a range of it with status 206",
  mediaType: "application/octet-stream",
} as const;

export const createUpload = operation({
  method: "POST",
  path: "/api/uploads",
  tag,
  summary: "Hand in a file of up to 30 MB for a task's node inputs",
  rawBody: "multipart/form-data",
  answer: { status: 201, description: "The stored file", schema: uploadViewSchema },
  refusals: ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "STORAGE_FULL", "STORAGE_UNAVAILABLE"],
  run: ({ request, services, actor }) => receiveFile(request, (file) => services.uploads.store(actor, file)),
});

export const getUpload = operation({
  method: "GET",
  path: "/api/uploads/{id}",
  tag,
  summary: "An uploaded file",
  query: fileQuery,
  answer: aFile,
  refusals: ["UPLOAD_NOT_FOUND", "STORAGE_UNAVAILABLE"],
  run: async ({ request, services, params, query }) => {
    const { view, file } = await services.uploads.open(params.id);
    const served = { file, fileName: view.fileName, mimeType: view.mimeType, tag: view.sha256 };
    return fileResponse(request, served, { download: query.download === "1", missing: "UPLOAD_NOT_FOUND" });
  },
});

export const getOutput = operation({
  method: "GET",
  path: "/api/outputs/{id}",
  tag,
  summary: "A kept result file",
  query: fileQuery,
  answer: aFile,
  refusals: ["OUTPUT_NOT_FOUND", "NOT_READY", "STORAGE_UNAVAILABLE"],
  run: async ({ request, services, params, query }) => {
    const opened = await services.outputs.open(params.id);
    const served = { ...opened, tag: params.id };
    return fileResponse(request, served, { download: query.download === "1", missing: "OUTPUT_NOT_FOUND" });
  },
});

export const retryOutput = operation({
  method: "POST",
  path: "/api/outputs/{id}/retry",
  tag,
  summary: "Fetch a result again that could not be kept; its task is not run again",
  answer: { status: 200, description: "The result, as in a task", schema: outputViewSchema },
  refusals: ["OUTPUT_NOT_FOUND"],
  run: ({ services, actor, params }) => services.outputs.retry(actor, params.id),
});

const thumbnailQuery = z.strictObject({
  /** How many pixels it has at most, in width and height. */
  size: z.coerce
    .number()
    .pipe(z.literal([...THUMBNAIL_SIDES]))
    .default(160),
});
const aThumbnail = {
  status: 200,
  description:
    "A small WebP, at most 160 or 480 pixels wide and high; of a moving picture its first frame. Less than was asked for where there is no more",
  mediaType: "image/webp",
} as const;

export const getUploadThumbnail = operation({
  method: "GET",
  path: "/api/uploads/{id}/thumbnail",
  tag,
  summary: "A small picture of an uploaded picture",
  query: thumbnailQuery,
  answer: aThumbnail,
  refusals: ["UPLOAD_NOT_FOUND", "STORAGE_FULL", "STORAGE_UNAVAILABLE"],
  run: async ({ request, services, params, query: { size } }) => {
    const thumbnail = await services.thumbnails.ofUpload(params.id, size, request.signal);
    return thumbnailResponse(request, thumbnail, size, "UPLOAD_NOT_FOUND");
  },
});

export const getOutputThumbnail = operation({
  method: "GET",
  path: "/api/outputs/{id}/thumbnail",
  tag,
  summary: "A small picture of a kept result that is a picture",
  query: thumbnailQuery,
  answer: aThumbnail,
  refusals: ["OUTPUT_NOT_FOUND", "NOT_READY", "STORAGE_FULL", "STORAGE_UNAVAILABLE"],
  run: async ({ request, services, params, query: { size } }) => {
    const thumbnail = await services.thumbnails.ofOutput(params.id, size, request.signal);
    return thumbnailResponse(request, thumbnail, size, "OUTPUT_NOT_FOUND");
  },
});

function thumbnailResponse(
  request: Request,
  { file, sha256, side }: Thumbnail,
  asked: ThumbnailSide,
  missing: ErrorCode,
): Promise<Response> {
  const tag = side === 160 ? sha256 : `${sha256}-${side}`;
  // One that stands in for a larger one may be replaced by it.
  const served = {
    file,
    fileName: "thumbnail.webp",
    mimeType: "image/webp",
    tag,
    immutable: side === asked,
  };
  return fileResponse(request, served, { download: false, missing });
}

export const putOutputPoster = operation({
  method: "PUT",
  path: "/api/outputs/{id}/poster",
  tag,
  summary: "Hand in a frame of a film as its small picture; the first one wins",
  rawBody: "image/jpeg",
  answer: {
    status: 200,
    description: "Whether it was taken; false when there was one",
    schema: z.object({ taken: z.boolean() }),
  },
  refusals: [
    "OUTPUT_NOT_FOUND",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
    "STORAGE_FULL",
    "STORAGE_UNAVAILABLE",
  ],
  run: async ({ request, services, actor, params }) => ({
    taken: await services.posters.take(actor, params.id, await readBytes(request, MAX_POSTER_BYTES)),
  }),
});

export const reuseOutput = operation({
  method: "POST",
  path: "/api/outputs/{id}/use",
  tag,
  summary: "Make an upload of a kept result, for the node inputs of other tasks",
  answer: { status: 201, description: "The upload", schema: uploadViewSchema },
  refusals: ["OUTPUT_NOT_FOUND", "NOT_READY", "PAYLOAD_TOO_LARGE", "STORAGE_FULL", "STORAGE_UNAVAILABLE"],
  run: ({ services, actor, params }) => services.outputReuse.use(actor, params.id),
});
