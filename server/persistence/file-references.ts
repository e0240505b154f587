/** Who refers to a kept file. Equal contents share one, so it goes with the last row that names it. */
import { type Database, type Executor, Prisma } from "./prisma";

/** Kept among the settings for its time alone: leaders come and go more often than files are swept. */
const SWEPT = "files.swept";

/** The last part of a key that is named after its content. */
const CONTENT = Prisma.sql`substring(key FROM '/([0-9a-f]{64})$')`;

/** A result by its key, and for thumbnails and uploads whoever has that content. */
const UNREFERENCED = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM output WHERE file_key = key)
  AND (key NOT LIKE 'uploads/%' OR NOT EXISTS (SELECT 1 FROM upload WHERE sha256 = ${CONTENT}))
  AND (key NOT LIKE 'thumbnails%' OR NOT EXISTS (
    SELECT 1 FROM upload WHERE sha256 = ${CONTENT} UNION ALL SELECT 1 FROM output WHERE sha256 = ${CONTENT}))`;

/** The file that a row was about to name has been removed meanwhile. */
export class FileGone extends Error {
  constructor(key: string) {
    super(`the file ${key} was removed before anything referred to it`);
    this.name = "FileGone";
  }
}

export class FileReferences {
  constructor(private readonly db: Database) {}

  /** Whether the files have not been swept for so many hours; if so, the next sweep counts from now. */
  async takeSweep(hours: number): Promise<boolean> {
    const taken = await this.db.$executeRaw`
      UPDATE setting SET updated_at = clock_timestamp()
      WHERE name = ${SWEPT} AND updated_at < clock_timestamp() - ${hours}::float8 * interval '1 hour'`;
    if (taken > 0) return true;
    await this.db
      .$executeRaw`INSERT INTO setting (name, value) VALUES (${SWEPT}, 'true'::jsonb) ON CONFLICT DO NOTHING`;
    return false;
  }

  /** Those of the keys that nothing refers to at this moment. */
  async unreferenced(keys: readonly string[]): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ key: string }[]>`
      SELECT key FROM unnest(${keys}::text[]) key WHERE ${UNREFERENCED}`;
    return rows.map(({ key }) => key);
  }

  /** Removes a file, unless somebody refers to it by now. @param remove must not need the database */
  async removeUnlessReferenced(key: string, remove: () => Promise<void>): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lockName(key)}, 0))`;
      const free = await tx.$queryRaw<
        unknown[]
      >`SELECT 1 FROM (SELECT ${key}::text AS key) k WHERE ${UNREFERENCED}`;
      if (free.length > 0) await remove();
    });
  }

  /** Forgets uploads that no task has taken for so many days. Their files are found by the sweep. */
  async forgetUploads(days: number): Promise<number> {
    return this.db.$executeRaw`
      DELETE FROM upload u WHERE u.used_at < clock_timestamp() - ${days}::float8 * interval '1 day'
        AND NOT EXISTS (SELECT 1 FROM node_input n WHERE n.upload_id = u.id)`;
  }
}

/**
 * For a transaction that is about to name a file: until it ends, nobody removes the file.
 * @throws FileGone when somebody has
 */
export async function referTo(tx: Executor, key: string, isThere: () => Promise<boolean>): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${lockName(key)}, 0))`;
  if (!(await isThere())) throw new FileGone(key);
}

const lockName = (key: string) => `file ${key}`;
