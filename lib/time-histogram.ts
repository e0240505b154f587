/** Percentiles from counts per bucket, which can be added up over any hours. The buckets are those of `time_bucket` in the database. */

/** How many times fell into a bucket. */
export interface BucketCount {
  readonly bucket: number;
  readonly count: number;
}

const LEAST_SECONDS = 0.1;
const STEP = 1.1;
/** No time is further from the middle of its bucket than this share of itself (those below a tenth of a second: than 0.05 s). */
export const HISTOGRAM_ERROR = Math.sqrt(STEP) - 1;

/** The middle of a bucket, in seconds: bucket 0 holds what is below a tenth of a second. */
function middleOf(bucket: number): number {
  return bucket === 0 ? LEAST_SECONDS / 2 : LEAST_SECONDS * STEP ** (bucket - 0.5);
}

/**
 * The time that this share of the times does not exceed (nearest rank), in seconds, within HISTOGRAM_ERROR.
 * @param share more than 0, at most 1
 * @returns null when there are no times.
 */
export function percentile(counts: readonly BucketCount[], share: number): number | null {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.ceil(share * total);
  let passed = 0;
  for (const { bucket, count } of [...counts].sort((a, b) => a.bucket - b.bucket)) {
    passed += count;
    if (passed >= rank) return middleOf(bucket);
  }
  return null;
}
