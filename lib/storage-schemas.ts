/** How long results stay, and what the kept files take. */
import { z } from "zod";

export const BYTES_PER_GIGABYTE = 1024 ** 3;

/** Null: no such limit. */
export const retentionRulesSchema = z
  .object({
    /** Results older than so many days go. */
    maxAgeDays: z.number().int().min(1).max(3_650).nullable(),
    /** The oldest go until all results together take no more. */
    maxTotalGigabytes: z.number().min(0.1).max(1_000_000).nullable(),
  })
  .strict();
export type RetentionRules = z.output<typeof retentionRulesSchema>;

export const NO_RETENTION: RetentionRules = { maxAgeDays: null, maxTotalGigabytes: null };

/** What rules would remove at this moment. */
export interface RetentionPreview {
  readonly files: number;
  readonly bytes: number;
  /** When the oldest and the newest of them came, ISO; null when there are none. */
  readonly oldest: string | null;
  readonly newest: string | null;
}

export interface FileSum {
  readonly files: number;
  readonly bytes: number;
}

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Too little is left for results to be kept without a thought. */
  readonly isNearlyFull: boolean;
}

export interface StorageUsage {
  readonly place: "disk" | "bucket";
  readonly results: FileSum;
  /** Of them, those that no rule removes. */
  readonly protectedResults: FileSum;
  readonly uploads: FileSum;
  /** As the last sweep found them; null before the first. */
  readonly thumbnails: FileSum | null;
  /** Of the data directory; null when the system does not tell. */
  readonly disk: DiskSpace | null;
}

/** A large disk is nearly full later than a small one, and none is with so much left. */
const NEARLY_FULL_SHARE = 0.05;
const AMPLE_BYTES = 20 * BYTES_PER_GIGABYTE;
const SCARCE_BYTES = BYTES_PER_GIGABYTE;

export function isNearlyFull(freeBytes: number, totalBytes: number): boolean {
  if (freeBytes < SCARCE_BYTES) return true;
  return freeBytes < AMPLE_BYTES && freeBytes < totalBytes * NEARLY_FULL_SHARE;
}
