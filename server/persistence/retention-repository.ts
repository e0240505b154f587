/** Which kept files the rules of retention remove, and what is written of it. Files are removed after that, by the sweep's rule. */
import {
  BYTES_PER_GIGABYTE,
  type FileSum,
  type RetentionPreview,
  type RetentionRules,
} from "@/lib/storage-schemas";
import { type Database, Prisma } from "./prisma";
import { PROTECTED } from "./protected-results";

/** A file that goes, and when the newest result came that was known to have it. */
export interface DoomedFile {
  readonly key: string;
  readonly fileType: string;
  readonly at: Date;
}

/** Of the row `o` of output: it has a file that rules may remove. Texts lie in their rows anyway. */
const KEPT = Prisma.sql`o.state = 'STORED' AND o.file_key IS NOT NULL AND o.text IS NULL`;

/** Equal results share a file: it is as old as the newest of them, and stays when any of them does. */
const FILES = Prisma.sql`
  SELECT o.file_key AS key, max(o.size)::float8 AS bytes, max(o.created_at) AS at, bool_or(${PROTECTED}) AS stays
  FROM output o WHERE ${KEPT} GROUP BY o.file_key`;

const maxBytesOf = ({ maxTotalGigabytes }: RetentionRules): number | null =>
  maxTotalGigabytes === null ? null : maxTotalGigabytes * BYTES_PER_GIGABYTE;

/** All that rules remove: those that are too old, and as many more of the oldest as are too much. Reads every result. */
function doomed(rules: RetentionRules): Prisma.Sql {
  return Prisma.sql`
    WITH file AS MATERIALIZED (${FILES}),
    line AS (SELECT *, sum(bytes) OVER (ORDER BY at, key) - bytes AS before FROM file WHERE NOT stays)
    SELECT key, bytes, at FROM line
    WHERE at < clock_timestamp() - ${rules.maxAgeDays}::float8 * interval '1 day'
      OR (SELECT sum(bytes) FROM file) - before > ${maxBytesOf(rules)}::float8`;
}

/** What all kept files take, each once: read from an index alone. */
export const keptBytes = Prisma.sql`
  SELECT coalesce(sum(bytes), 0)::float8 AS bytes FROM (
    SELECT max(o.size) AS bytes FROM output o WHERE ${KEPT} GROUP BY o.file_key
  ) file`;

/**
 * The first of what rules remove, which is always the beginning of the line of files from the oldest on: so no more of the
 * line is read. A file has its place where the newest result with it stands.
 * @param excessBytes so much has to go, however old it is
 */
export function nextDoomed(
  { maxAgeDays }: Pick<RetentionRules, "maxAgeDays">,
  excessBytes: number,
  limit: number,
): Prisma.Sql {
  // Look-ups as sub-selects: joined, they would be made for all results before the first is told.
  return Prisma.sql`
    SELECT key, "fileType", at FROM (
      SELECT *, sum(bytes) OVER (ORDER BY at, id) - bytes AS before FROM (
        SELECT own.id, own.key, o.file_type AS "fileType", coalesce(o.size, 0)::float8 AS bytes, own.at
        FROM output o CROSS JOIN LATERAL (SELECT o.file_key, o.created_at, o.id) own (key, at, id)
        WHERE ${KEPT} AND (
          SELECT newer.id FROM output newer
          WHERE newer.file_key = own.key AND newer.state = 'STORED' AND newer.text IS NULL AND (newer.created_at, newer.id) > (own.at, own.id)
          LIMIT 1) IS NULL
          AND (SELECT o.id FROM output o WHERE o.file_key = own.key AND o.state = 'STORED' AND ${PROTECTED} LIMIT 1) IS NULL
        ORDER BY o.created_at, o.id LIMIT ${limit}
      ) oldest
    ) line
    WHERE at < clock_timestamp() - ${maxAgeDays}::float8 * interval '1 day' OR before < ${excessBytes}::float8
    ORDER BY at, id`;
}

export class RetentionRepository {
  constructor(private readonly db: Database) {}

  async preview(rules: RetentionRules): Promise<RetentionPreview> {
    const [row] = await this.db.$queryRaw<
      { files: number; bytes: number; oldest: Date | null; newest: Date | null }[]
    >`SELECT count(*)::int AS files, coalesce(sum(bytes), 0) AS bytes, min(at) AS oldest, max(at) AS newest
      FROM (${doomed(rules)}) doomed`;
    return {
      files: row?.files ?? 0,
      bytes: row?.bytes ?? 0,
      oldest: row?.oldest?.toISOString() ?? null,
      newest: row?.newest?.toISOString() ?? null,
    };
  }

  /** The next files to go, the oldest first. Costs little while nothing is due. */
  async next(rules: RetentionRules, limit: number): Promise<DoomedFile[]> {
    const excess = await this.excessBytes(rules);
    if (rules.maxAgeDays === null && excess <= 0) return [];
    return this.db.$queryRaw<DoomedFile[]>`${nextDoomed(rules, excess, limit)}`;
  }

  private async excessBytes(rules: RetentionRules): Promise<number> {
    const maxBytes = maxBytesOf(rules);
    if (maxBytes === null) return 0;
    const [row] = await this.db.$queryRaw<{ bytes: number }[]>`${keptBytes}`;
    return (row?.bytes ?? 0) - maxBytes;
  }

  /**
   * Takes the files from the results that had them, unless they have become protected. A result that has come since keeps
   * the file. @returns the keys that were taken from somebody
   */
  async release(files: readonly DoomedFile[]): Promise<string[]> {
    const [keys, times] = [files.map(({ key }) => key), files.map(({ at }) => at)];
    return this.db.$transaction(async (tx) => {
      await tx.$queryRaw`
        SELECT 1 FROM task t WHERE t.id IN (SELECT task_id FROM output WHERE file_key = ANY(${keys}))
        ORDER BY t.id FOR NO KEY UPDATE`;
      // Whoever marks one of them holds its item: either the mark is seen below, or it finds the result gone.
      await tx.$queryRaw`
        SELECT 1 FROM gallery_item i WHERE i.output_id IN (SELECT id FROM output WHERE file_key = ANY(${keys}))
        ORDER BY i.output_id FOR NO KEY UPDATE`;
      const released = await tx.$queryRaw<{ task_id: string; attempt_id: string; key: string }[]>`
        WITH doomed AS (SELECT * FROM unnest(${keys}::text[], ${times}::timestamptz[]) d (key, at))
        UPDATE output r SET state = 'REMOVED', file_key = NULL, removed_at = clock_timestamp()
        FROM doomed d
        WHERE r.file_key = d.key AND r.created_at <= d.at AND r.state = 'STORED' AND r.text IS NULL
          AND NOT EXISTS (SELECT 1 FROM output o WHERE o.file_key = d.key AND ${PROTECTED})
        RETURNING r.task_id, r.attempt_id, d.key`;
      await tx.taskEvent.createMany({
        data: released.map((row) => ({
          taskId: row.task_id,
          attemptId: row.attempt_id,
          type: "outputRemoved",
          actor: "queue",
        })),
      });
      const taskIds = [...new Set(released.map((row) => row.task_id))];
      await tx.$executeRaw`UPDATE task SET updated_at = clock_timestamp() WHERE id = ANY(${taskIds}::uuid[])`;
      return [...new Set(released.map((row) => row.key))];
    });
  }

  /** What the kept results take, each file once, and what of it stays whatever the rules. */
  async results(): Promise<{ all: FileSum; stay: FileSum }> {
    const [row] = await this.db.$queryRaw<
      { files: number; bytes: number; stay: number; stay_bytes: number }[]
    >`
      SELECT count(*)::int AS files, coalesce(sum(bytes), 0) AS bytes,
        (count(*) FILTER (WHERE stays))::int AS stay, coalesce(sum(bytes) FILTER (WHERE stays), 0) AS stay_bytes
      FROM (${FILES}) file`;
    return {
      all: { files: row?.files ?? 0, bytes: row?.bytes ?? 0 },
      stay: { files: row?.stay ?? 0, bytes: row?.stay_bytes ?? 0 },
    };
  }

  async uploads(): Promise<FileSum> {
    const [row] = await this.db.$queryRaw<FileSum[]>`
      SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::float8 AS bytes
      FROM (SELECT max(size)::float8 AS bytes FROM upload GROUP BY sha256) file`;
    return row ?? { files: 0, bytes: 0 };
  }
}
