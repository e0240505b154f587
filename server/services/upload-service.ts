/** Files that people hand in. */
import path from "node:path";
import type { Readable } from "node:stream";
import { fileTypeFromFile } from "file-type";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { MAX_UPLOAD_BYTES, type UploadView } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import type { FileRepository, Upload } from "../persistence/file-repository";
import { contentKey, type FileStore, TooLarge } from "../storage/file-store";
import { authorize } from "./rights";

interface Ports {
  readonly files: Pick<FileRepository, "addUpload" | "findUpload">;
  readonly store: FileStore;
}

const FALLBACK_TYPE = "application/octet-stream";

export class UploadService {
  constructor(private readonly ports: Ports) {}

  /** Streams to disk; equal contents are kept once. @throws AppError PAYLOAD_TOO_LARGE, INVALID_INPUT (empty), FORBIDDEN */
  async store(
    actor: Actor,
    file: { fileName: string; mimeType: string; stream: Readable },
  ): Promise<UploadView> {
    authorize(actor, "uploadFiles");
    const stored = await this.ports.store
      .writeByContent("uploads", file.stream, MAX_UPLOAD_BYTES)
      .catch((error: unknown) => {
        if (error instanceof TooLarge) {
          throw new AppError(
            "PAYLOAD_TOO_LARGE",
            "The file is larger than 30 MB, the most RunningHub takes; make it smaller and try again",
            {
              field: "file",
            },
          );
        }
        throw error;
      });
    if (stored.size === 0)
      throw new AppError("INVALID_INPUT", "file: is empty; choose another file", { field: "file" });
    const detected = await fileTypeFromFile(this.ports.store.pathOf(stored.key));
    const upload = await this.ports.files.addUpload({
      fileName: safeName(file.fileName),
      size: stored.size,
      // The content decides; the sender's word counts only where the content has no signature, as with text.
      mimeType: detected?.mime ?? textType(file.mimeType),
      sha256: stored.sha256,
    });
    return view(upload);
  }

  /** @throws AppError UPLOAD_NOT_FOUND */
  async open(id: string): Promise<{ view: UploadView; path: string }> {
    const upload = isUuid(id) ? await this.ports.files.findUpload(id) : null;
    if (!upload) throw new AppError("UPLOAD_NOT_FOUND", "There is no such upload");
    return { view: view(upload), path: this.ports.store.pathOf(contentKey("uploads", upload.sha256)) };
  }
}

/** The last part of the name without control characters: a browser may send a whole path. */
function safeName(fileName: string): string {
  const base = path.posix.basename(fileName.replaceAll("\\", "/"));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
  const clean = base.replace(/[\u0000-\u001f\u007f]/g, "").trim();
  return clean === "" || clean === "." || clean === ".." ? "file" : clean.slice(0, 200);
}

function textType(claimed: string): string {
  const type = claimed.split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "text/plain" || type === "application/json" ? type : FALLBACK_TYPE;
}

function view(upload: Upload): UploadView {
  const { id, fileName, size, mimeType, sha256 } = upload;
  return { id, fileName, size, mimeType, sha256 };
}
