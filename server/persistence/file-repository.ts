/** Uploads: what people handed in, and under which names RunningHub knows it. */
import { uuidv7 } from "uuidv7";
import { isUuid } from "@/lib/uuid";
import { referTo } from "./file-references";
import type { Upload } from "./generated/client";
import { type Database, Prisma } from "./prisma";

export type { Upload };

/** RunningHub keeps an upload for about a day; ours are re-sent well before. */
const REMOTE_FILE_HOURS = 20;

/** A `remote_file` that RunningHub still has. */
export const REMOTE_FILE_FRESH = Prisma.sql`uploaded_at > clock_timestamp() - ${REMOTE_FILE_HOURS} * interval '1 hour'`;

export class FileRepository {
  constructor(private readonly db: Database) {}

  /**
   * The same content under the same name is the same upload.
   * @param file where the content is kept, and whether it is: asked while nobody can remove it. @throws FileGone
   */
  async addUpload(
    upload: { fileName: string; size: number; mimeType: string; sha256: string },
    file: { readonly key: string; isThere(): Promise<boolean> },
  ): Promise<Upload> {
    return this.db.$transaction(async (tx) => {
      await referTo(tx, file.key, file.isThere);
      const same = await tx.upload.findFirst({ where: upload, orderBy: { id: "asc" } });
      if (same) {
        const used =
          await tx.$executeRaw`UPDATE upload SET used_at = clock_timestamp() WHERE id = ${same.id}::uuid`;
        if (used > 0) return same;
      }
      return tx.upload.create({ data: { id: uuidv7(), ...upload } });
    });
  }

  /** Any upload of the content, or null. */
  async uploadOf(sha256: string, size: number): Promise<Upload | null> {
    return this.db.upload.findFirst({ where: { sha256, size }, orderBy: { id: "asc" } });
  }

  async findUpload(id: string): Promise<Upload | null> {
    return this.db.upload.findUnique({ where: { id } });
  }

  /** Those of the given uploads that exist. */
  async existingUploads(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.upload.findMany({
      where: { id: { in: ids.filter(isUuid) } },
      select: { id: true },
    });
    return new Set(rows.map((row) => row.id));
  }

  /** The name the content has on the account while it is fresh, or null. */
  async remoteName(accountId: string, sha256: string): Promise<string | null> {
    const rows = await this.db.$queryRaw<{ remote_name: string }[]>`
      SELECT remote_name FROM remote_file WHERE account_id = ${accountId}::uuid AND sha256 = ${sha256} AND ${REMOTE_FILE_FRESH}`;
    return rows[0]?.remote_name ?? null;
  }

  async setRemoteName(accountId: string, sha256: string, remoteName: string): Promise<void> {
    await this.db.$executeRaw`
      INSERT INTO remote_file (account_id, sha256, remote_name) VALUES (${accountId}::uuid, ${sha256}, ${remoteName})
      ON CONFLICT (account_id, sha256) DO UPDATE SET remote_name = excluded.remote_name, uploaded_at = clock_timestamp()`;
  }
}
