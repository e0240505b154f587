/** Files that people hand in. */
import type { Readable } from "node:stream";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { cleanFileName } from "@/lib/file-name";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import type { FindUpload, UploadView } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import type { FileRepository, Upload } from "../persistence/file-repository";
import type { KeptFile } from "../storage/file-place";
import { contentKey, type FileStore, TooLarge } from "../storage/file-store";
import { authorize } from "./rights";
import { checkUpload } from "./upload-check";
import { uploadRefusal } from "./upload-refusal";

interface Ports {
  readonly files: Pick<FileRepository, "addUpload" | "findUpload" | "uploadOf">;
  readonly store: FileStore;
}

export class UploadService {
  constructor(private readonly ports: Ports) {}

  /**
   * Keeps the stream, checks that the content is what the name says, and keeps equal contents once. Nothing stays of a
   * refused file. @throws AppError PAYLOAD_TOO_LARGE, INVALID_INPUT, UNSUPPORTED_MEDIA_TYPE, FORBIDDEN, STORAGE_FULL,
   * STORAGE_UNAVAILABLE
   */
  async store(
    actor: Actor,
    file: { fileName: string; mimeType: string; stream: Readable },
  ): Promise<UploadView> {
    authorize(actor, "uploadFiles");
    const name = cleanFileName(file.fileName);
    let mimeType = "";
    const check = async (path: string, size: number) => {
      mimeType = await checkUpload({ path, name, claimedType: file.mimeType, size });
    };
    const { key, size, sha256 } = await this.ports.store
      .writeByContent("uploads", file.stream, MAX_UPLOAD_BYTES, check)
      .catch((error: unknown) => {
        throw error instanceof TooLarge ? uploadRefusal("tooLarge", { name }) : error;
      });
    return this.add(key, { fileName: name, size, mimeType, sha256 });
  }

  /**
   * The upload of a file whose content is here already, under the given name, so that it need not be sent.
   * @returns null when it must be sent. @throws AppError as `store`
   */
  async find(actor: Actor, { sha256, size, fileName }: FindUpload): Promise<UploadView | null> {
    authorize(actor, "uploadFiles");
    const { files, store } = this.ports;
    const known = await files.uploadOf(sha256, size);
    const key = contentKey("uploads", sha256);
    const file = known && (await store.find(key));
    if (!file) return null;
    const name = cleanFileName(fileName);
    const mimeType = await store.withPath(file, (path) =>
      checkUpload({ path, name, claimedType: known.mimeType, size }),
    );
    return mimeType === null ? null : this.add(key, { fileName: name, size, mimeType, sha256 });
  }

  /** @throws AppError UPLOAD_NOT_FOUND */
  async view(id: string): Promise<UploadView> {
    const upload = isUuid(id) ? await this.ports.files.findUpload(id) : null;
    if (!upload) throw new AppError("UPLOAD_NOT_FOUND", "There is no such upload");
    return view(upload);
  }

  /** @throws AppError UPLOAD_NOT_FOUND, STORAGE_UNAVAILABLE */
  async open(id: string): Promise<{ view: UploadView; file: KeptFile }> {
    const view = await this.view(id);
    const file = await this.ports.store.find(contentKey("uploads", view.sha256));
    if (file === null) throw new AppError("UPLOAD_NOT_FOUND", "The file is not on this server any more");
    return { view, file };
  }

  private async add(key: string, upload: Omit<UploadView, "id">): Promise<UploadView> {
    const { files, store } = this.ports;
    return view(await files.addUpload(upload, { key, isThere: () => store.exists(key) }));
  }
}

function view(upload: Upload): UploadView {
  const { id, fileName, size, mimeType, sha256 } = upload;
  return { id, fileName, size, mimeType, sha256 };
}
