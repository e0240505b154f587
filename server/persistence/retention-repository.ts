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

/** Equal results share a file: it is as old as the newest of them, and stays when any of them does. Texts lie in their rows anyway. */
const FILES = Prisma.sql`
  SELECT o.file_key AS key, min(o.file_type) AS "fileType", max(o.size)::float8 AS bytes, max(o.created_at) AS at, bool_or(${PROTECTED}) AS stays
  FROM output o WHERE o.state = 'STORED' AND o.file_key IS NOT NULL AND o.text IS NULL GROUP BY o.file_key`;

/** The oldest first: those that are too old, and as many more as are too much. */
function doomed({ maxAgeDays, maxTotalGigabytes }: RetentionRules): Prisma.Sql {
  const maxBytes = maxTotalGigabytes === null ? null : maxTotalGigabytes * BYTES_PER_GIGABYTE;
  return Prisma.sql`
    WITH file AS MATERIALIZED (${FILES}),
    line AS (SELECT *, sum(bytes) OVER (ORDER BY at, key) - bytes AS before FROM file WHERE NOT stays)
    SELECT key, "fileType", bytes, at FROM line
    WHERE at < clock_timestamp() - ${maxAgeDays}::float8 * interval '1 day'
      OR (SELECT sum(bytes) FROM file) - before > ${maxBytes}::float8`;
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

  /** The next files to go, the oldest first. */
  async next(rules: RetentionRules, limit: number): Promise<DoomedFile[]> {
    return this.db.$queryRaw<DoomedFile[]>`
      SELECT key, "fileType", at FROM (${doomed(rules)}) doomed ORDER BY at, key LIMIT ${limit}`;
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
