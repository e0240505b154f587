import path from "node:path";
import { sha256Hex } from "./ids";
import type { Upload } from "./model";
import type { StateStore } from "./state-file";

const HASH_IN_NAME = /^(?:api\/|openapi\/)?([0-9a-f]{64})(?:\.[a-z0-9]+)?$/;

/** Uploaded files by content hash: the same bytes always have the same name. */
export class UploadStore {
  private readonly byHash = new Map<string, Upload>();

  constructor(
    private readonly store: StateStore,
    private readonly now: () => number,
  ) {
    // Records are written by `add` alone, so they have its shape.
    for (const upload of store.load("uploads") as Upload[]) this.byHash.set(upload.hash, upload);
  }

  add(bytes: Uint8Array, originalName: string): Upload {
    const hash = sha256Hex(bytes);
    const extension = path
      .extname(originalName)
      .toLowerCase()
      .replace(/[^.a-z0-9]/g, "");
    const upload = { hash, extension, size: bytes.byteLength, uploadedAt: this.now() };
    if (!this.byHash.has(hash)) this.store.writeBlob(`upload-${hash}`, bytes);
    this.byHash.set(hash, upload);
    this.store.save("uploads", hash, upload);
    return upload;
  }

  /** The upload a file name stands for; `lifetimeMs` null means uploads do not expire. */
  find(fileName: string, lifetimeMs: number | null = null): Upload | null {
    const upload = this.byHash.get(HASH_IN_NAME.exec(fileName)?.[1] ?? "");
    if (!upload) return null;
    return lifetimeMs !== null && this.now() - upload.uploadedAt > lifetimeMs ? null : upload;
  }

  bytesOf(fileName: string): Buffer | null {
    const upload = this.find(fileName);
    return upload ? this.store.readBlob(`upload-${upload.hash}`) : null;
  }

  count(): number {
    return this.byHash.size;
  }

  clear(): void {
    this.byHash.clear();
  }
}

/** ZIP archives are named by a bare hash, everything else by folder, hash and extension. */
export const uploadName = (upload: Upload, folder: "api" | "openapi"): string =>
  upload.extension === ".zip" ? upload.hash : `${folder}/${upload.hash}${upload.extension}`;
