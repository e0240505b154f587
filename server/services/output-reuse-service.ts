/** A kept result as a file for other tasks: what one workflow made, the next one takes. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import type { UploadView } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import type { FileRepository } from "../persistence/file-repository";
import type { OutputRepository } from "../persistence/output-repository";
import { contentKey, type FileStore } from "../storage/file-store";
import type { ResultNames } from "./result-names";
import { authorize } from "./rights";

interface Ports {
  readonly files: Pick<FileRepository, "addUpload">;
  readonly outputs: Pick<OutputRepository, "find">;
  readonly names: Pick<ResultNames, "of">;
  readonly store: Pick<FileStore, "keepByContent" | "exists">;
}

export class OutputReuseService {
  constructor(private readonly ports: Ports) {}

  /**
   * Makes an upload of a result, inside the store: nothing is sent.
   * @throws AppError OUTPUT_NOT_FOUND, NOT_READY (still being copied), PAYLOAD_TOO_LARGE, FORBIDDEN
   */
  async use(actor: Actor, outputId: string): Promise<UploadView> {
    authorize(actor, "uploadFiles");
    const { files, names, outputs, store } = this.ports;
    const output = isUuid(outputId) ? await outputs.find(outputId) : null;
    if (!output || output.state === "FAILED" || output.state === "REMOVED")
      throw notFound("There is no such result, or it is not kept");
    const { fileKey, sha256, size } = output;
    if (fileKey === null || sha256 === null || size === null)
      throw new AppError("NOT_READY", "The result is still being copied from RunningHub; try again shortly");
    if (size > MAX_UPLOAD_BYTES) {
      throw new AppError(
        "PAYLOAD_TOO_LARGE",
        "The result is larger than 30 MB, the most RunningHub takes; download it, make it smaller and upload that",
      );
    }
    if (!(await store.keepByContent("uploads", fileKey, sha256)))
      throw notFound("The file of this result is gone; run its task again");
    const key = contentKey("uploads", sha256);
    const { id, fileName, mimeType } = await files.addUpload(
      {
        fileName: await names.of(outputId),
        size,
        mimeType: output.mimeType ?? "application/octet-stream",
        sha256,
      },
      { key, isThere: () => store.exists(key) },
    );
    return { id, fileName, size, mimeType, sha256 };
  }
}

function notFound(words: string): AppError {
  return new AppError("OUTPUT_NOT_FOUND", words);
}
