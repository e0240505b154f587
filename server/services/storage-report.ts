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

export class StorageReport {
  constructor(private readonly ports: Ports) {}

  async usage(): Promise<StorageUsage> {
    const { files, settings, place } = this.ports;
    const [results, uploads, thumbnails, disk] = await Promise.all([
      files.results(),
      files.uploads(),
      settings.thumbnailSum(),
      this.disk(),
    ]);
    return { place, results: results.all, protectedResults: results.stay, uploads, thumbnails, disk };
  }

  async disk(): Promise<DiskSpace | null> {
    const room = await this.ports.room();
    return room && { ...room, isNearlyFull: isNearlyFull(room.freeBytes, room.totalBytes) };
  }
}
