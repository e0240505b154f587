import { UploadFailure } from "@/components/new-task/send-upload";
import { type FileFacts, freeName, isSameFile } from "@/lib/sheet/files";
import type { UploadView } from "@/lib/task-schemas";

export type FilePhase =
  | { readonly name: "waiting" }
  | { readonly name: "sending"; readonly sentBytes: number }
  | { readonly name: "failed"; readonly failure: UploadFailure }
  /** `uploadId` is null for a file that RunningHub has under this name. */
  | { readonly name: "done"; readonly uploadId: string | null };

/** A file of the sheet, under the name by which its cells know it. */
export interface ShelfFile extends FileFacts {
  /** Of the file on this computer; null after the page was left and opened again. */
  readonly previewUrl: string | null;
  readonly phase: FilePhase;
}

export interface SavedFile extends FileFacts {
  /** Null for a file that RunningHub has under this name. */
  readonly uploadId: string | null;
}

type Send = (
  file: File,
  options: { signal: AbortSignal; onProgress: (sentBytes: number) => void },
) => Promise<UploadView>;

/** Uploads at a time: more would only share the same line. */
const MAX_SENDING = 3;

/** SHA-256 as hex; null where the browser has no crypto (pages over plain HTTP). */
async function contentHash(file: File): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The files of a sheet, by name. It sends them a few at a time, the same content once, and tells whoever listens.
 * Outside React, because progress of one file must not draw ten thousand rows.
 */
export class FileShelf {
  private readonly files = new Map<string, ShelfFile>();
  private readonly originals = new Map<string, File>();
  private readonly running = new Map<string, AbortController>();
  private readonly uploads = new Map<string, Promise<UploadView>>();
  private readonly listeners = new Set<() => void>();
  /** Grows with every file that comes, goes, or changes its phase; not with bytes. */
  private changes = 0;

  constructor(private readonly send: Send) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly version = (): number => this.changes;

  get(name: string): ShelfFile | undefined {
    return this.files.get(name);
  }

  all(): ShelfFile[] {
    return [...this.files.values()];
  }

  /** Takes files and begins to send them. @returns the name of each, by which cells may name it */
  take(files: readonly File[]): string[] {
    const names = files.map((file) => this.put(file));
    this.tell();
    this.sendNext();
    return names;
  }

  /** Uploads of an earlier visit. */
  restore(saved: readonly SavedFile[]): void {
    for (const { uploadId, ...facts } of saved)
      this.files.set(facts.name, { ...facts, previewUrl: null, phase: { name: "done", uploadId } });
    this.tell();
  }

  retry(name: string): void {
    const file = this.files.get(name);
    if (file?.phase.name !== "failed") return;
    this.change(name, { name: "waiting" });
    this.sendNext();
  }

  /** Stops sending it; cells that name it will ask for it again. */
  remove(name: string): void {
    this.running.get(name)?.abort();
    this.running.delete(name);
    const url = this.files.get(name)?.previewUrl;
    if (url) URL.revokeObjectURL(url);
    this.files.delete(name);
    this.originals.delete(name);
    this.tell();
    this.sendNext();
  }

  clear(): void {
    for (const name of [...this.files.keys()]) this.remove(name);
    this.uploads.clear();
  }

  private put(file: File): string {
    const known = this.files.get(file.name);
    if (known !== undefined && isSameFile(known, file) && known.phase.name !== "failed") return file.name;
    // A failed file of this name is replaced: whoever drops it again has mended it.
    const name =
      known === undefined || known.phase.name === "failed"
        ? file.name
        : freeName(file.name, (taken) => {
            const other = this.files.get(taken);
            return other !== undefined && !isSameFile({ ...other, name: file.name }, file);
          });
    if (this.files.get(name)?.phase.name === "done") return name;
    const { size, lastModified } = file;
    this.originals.set(name, file);
    const previewUrl = URL.createObjectURL(file);
    this.files.set(name, { name, size, lastModified, previewUrl, phase: { name: "waiting" } });
    return name;
  }

  private sendNext(): void {
    for (const { name, phase } of this.files.values()) {
      if (this.running.size >= MAX_SENDING) return;
      if (phase.name === "waiting" && !this.running.has(name)) void this.sendOne(name);
    }
  }

  private async sendOne(name: string): Promise<void> {
    const file = this.originals.get(name);
    if (file === undefined) return;
    const own = new AbortController();
    this.running.set(name, own);
    this.change(name, { name: "sending", sentBytes: 0 });
    const phase = await this.upload(file, name, own.signal);
    if (own.signal.aborted) return;
    this.running.delete(name);
    this.change(name, phase);
    this.sendNext();
  }

  private async upload(file: File, name: string, signal: AbortSignal): Promise<FilePhase> {
    try {
      const hash = await contentHash(file);
      const known = hash === null ? undefined : this.uploads.get(hash);
      const onProgress = (sentBytes: number) => {
        if (!signal.aborted) this.change(name, { name: "sending", sentBytes });
      };
      const sending = known ?? this.send(file, { signal, onProgress });
      if (hash !== null && known === undefined) {
        this.uploads.set(hash, sending);
        sending.catch(() => this.uploads.delete(hash));
      }
      return { name: "done", uploadId: (await sending).id };
    } catch (error) {
      return { name: "failed", failure: error instanceof UploadFailure ? error : new UploadFailure(null) };
    }
  }

  private change(name: string, phase: FilePhase): void {
    const file = this.files.get(name);
    if (file === undefined) return;
    this.files.set(name, { ...file, phase });
    this.tell(file.phase.name !== phase.name);
  }

  private tell(isNews = true): void {
    if (isNews) this.changes += 1;
    for (const listener of this.listeners) listener();
  }
}
