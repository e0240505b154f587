import type { Engine } from "./engine";
import type { OutputFile, Task } from "./model";
import { renderOutput } from "./render";
import type { StateStore } from "./state-file";
import { endOf } from "./timeline";

export type FetchedFile = { bytes: Buffer; fileType: string } | "not-found" | "expired";

const CACHED_FILES = 40;

/** Result files: made when first asked for, kept on disk or among the last few in memory. */
export class ResultFiles {
  private readonly recent = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly engine: Engine,
    private readonly store: StateStore,
    private readonly keepOnDisk: boolean,
  ) {}

  async fetch(taskId: string, fileName: string): Promise<FetchedFile> {
    const { engine } = this;
    const task = engine.task(taskId);
    const file = task?.outputs.find((output) => output.fileName === fileName);
    if (!task || !file || engine.stateOf(task) !== "SUCCESS") return "not-found";
    const expiresAt = (endOf(task) ?? 0) + engine.settings.fileLifetimeHours * 3_600_000;
    if (engine.now() > expiresAt) return "expired";
    return { bytes: await this.bytesOf(task, file), fileType: file.fileType };
  }

  private bytesOf(task: Task, file: OutputFile): Promise<Buffer> {
    const known = this.recent.get(file.fileName);
    if (known) return known;
    const made = this.load(task, file);
    this.recent.set(file.fileName, made);
    made.catch(() => this.recent.delete(file.fileName));
    const oldest = this.recent.keys().next();
    if (this.recent.size > CACHED_FILES && !oldest.done) this.recent.delete(oldest.value);
    return made;
  }

  private async load(task: Task, file: OutputFile): Promise<Buffer> {
    const stored = this.keepOnDisk ? this.store.readBlob(file.fileName) : null;
    if (stored) return stored;
    const bytes = await renderOutput(task, file, (name) => this.engine.uploads.bytesOf(name));
    if (this.keepOnDisk) this.store.writeBlob(file.fileName, bytes);
    return bytes;
  }
}
