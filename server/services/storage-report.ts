/** What the kept files take, and how much room is left for more. */
import { type DiskSpace, isNearlyFull, type StorageUsage } from "@/lib/storage-schemas";
import type { RetentionRepository } from "../persistence/retention-repository";
import type { SettingRepository } from "../persistence/setting-repository";
import type { Room } from "../storage/disk-space";

interface Ports {
  readonly files: Pick<RetentionRepository, "results" | "uploads">;
  readonly settings: Pick<SettingRepository, "thumbnailSum">;
  readonly place: StorageUsage["place"];
  /** Of the data directory. */
  readonly room: () => Promise<Room | null>;
}

type Sums = Pick<StorageUsage, "results" | "protectedResults" | "uploads">;

/** Every result is read for the sums: whoever asks within so long gets the same, and of many at once one reads. */
const KEPT_MS = 60_000;

export class StorageReport {
  private kept: { readonly sums: Promise<Sums>; readonly untilMs: number } | null = null;

  /** @param nowMs a clock that only goes forward */
  constructor(
    private readonly ports: Ports,
    private readonly nowMs = () => performance.now(),
  ) {}

  /** What files take may be that of a minute ago; the room on the disk is that of now. */
  async usage(): Promise<StorageUsage> {
    const { settings, place } = this.ports;
    const [sums, thumbnails, disk] = await Promise.all([this.sums(), settings.thumbnailSum(), this.disk()]);
    return { place, ...sums, thumbnails, disk };
  }

  /** Files have been removed: what they took is asked anew. */
  forget(): void {
    this.kept = null;
  }

  async disk(): Promise<DiskSpace | null> {
    const room = await this.ports.room();
    return room && { ...room, isNearlyFull: isNearlyFull(room.freeBytes, room.totalBytes) };
  }

  private sums(): Promise<Sums> {
    const now = this.nowMs();
    if (this.kept !== null && now < this.kept.untilMs) return this.kept.sums;
    const sums = this.read();
    const kept = { sums, untilMs: now + KEPT_MS };
    this.kept = kept;
    // The next one tries again.
    sums.catch(() => {
      if (this.kept === kept) this.kept = null;
    });
    return sums;
  }

  private async read(): Promise<Sums> {
    const { files } = this.ports;
    const [{ all, stay }, uploads] = await Promise.all([files.results(), files.uploads()]);
    return { results: all, protectedResults: stay, uploads };
  }
}
