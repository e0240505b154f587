/** While slots are taken, the files of the next tasks are sent ahead, so that a free slot need not wait for them. */
import type { Logger } from "../log";
import type { NextFile, NextFiles } from "../persistence/next-files";
import type { InFlight } from "./in-flight";
import type { ResourceService } from "./resource-service";

interface Ports {
  readonly nextFiles: Pick<NextFiles, "missing">;
  readonly isPaused: () => Promise<boolean>;
  readonly resources: Pick<ResourceService, "remoteName">;
  readonly inFlight: InFlight;
  readonly log: Pick<Logger, "debug">;
}

const AT_ONCE = 2;
/** A file that could not be sent is left to the submit, which tells what is wrong, or to a later try. */
const REST_MS = 60_000;

export class UploadAhead {
  private readonly active = new Set<string>();
  private readonly restUntil = new Map<string, number>();

  constructor(private readonly ports: Ports) {}

  /** Begins what may begin now; the end of each upload kicks the queue, and with it the next. */
  async run(): Promise<void> {
    if (this.active.size >= AT_ONCE || (await this.ports.isPaused())) return;
    for (const [key, until] of this.restUntil) if (until <= performance.now()) this.restUntil.delete(key);
    for (const file of await this.ports.nextFiles.missing()) {
      const key = `ahead:${file.accountId}:${file.sha256}`;
      if (this.active.size >= AT_ONCE) return;
      if (this.active.has(key) || this.restUntil.has(key)) continue;
      this.active.add(key);
      this.ports.inFlight.begin(key, () => this.send(key, file));
    }
  }

  private async send(key: string, file: NextFile): Promise<void> {
    try {
      await this.ports.resources.remoteName(file.accountId, file);
    } catch (error) {
      this.restUntil.set(key, performance.now() + REST_MS);
      this.ports.log.debug({ err: error, accountId: file.accountId }, "a file could not be sent ahead");
    } finally {
      this.active.delete(key);
    }
  }
}
