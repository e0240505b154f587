/** Uploads and outputs: what we keep as files, and under which names RunningHub knows them. */
import { uuidv7 } from "uuidv7";
import { isUuid } from "@/lib/uuid";
import type { Output, Upload } from "./generated/client";
import { type Database, Prisma } from "./prisma";

export type { Output, Upload };

/** RunningHub keeps an upload for about a day; ours are re-sent well before. */
const REMOTE_FILE_HOURS = 20;

/** A `remote_file` that RunningHub still has. */
export const REMOTE_FILE_FRESH = Prisma.sql`uploaded_at > clock_timestamp() - ${REMOTE_FILE_HOURS} * interval '1 hour'`;

export class FileRepository {
  constructor(private readonly db: Database) {}

  /** The same content under the same name is the same upload. */
  async addUpload(upload: {
    fileName: string;
    size: number;
    mimeType: string;
    sha256: string;
  }): Promise<Upload> {
    const same = await this.db.upload.findFirst({ where: upload, orderBy: { id: "asc" } });
    return same ?? this.db.upload.create({ data: { id: uuidv7(), ...upload } });
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

  async findOutput(id: string): Promise<(Output & { workflowName: string }) | null> {
    const output = await this.db.output.findFirst({
      where: { id, task: { deletedAt: null } },
      include: { task: { select: { workflowName: true } } },
    });
    if (!output) return null;
    const { task, ...fields } = output;
    return { ...fields, workflowName: task.workflowName };
  }

  /**
   * Takes outputs that are due for a download, so that no other process takes them meanwhile: the next try is moved
   * ahead by `holdSeconds` in the same statement.
   */
  async takeDue(limit: number, holdSeconds: number): Promise<Output[]> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      UPDATE output SET next_try_at = clock_timestamp() + ${holdSeconds}::float8 * interval '1 second', tries = tries + 1
      WHERE id IN (SELECT id FROM output WHERE state = 'PENDING' AND next_try_at <= clock_timestamp()
        ORDER BY next_try_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id`;
    if (rows.length === 0) return [];
    return this.db.output.findMany({
      where: { id: { in: rows.map((row) => row.id) } },
      orderBy: { id: "asc" },
    });
  }

  /** Makes every unfinished download due now: the process that took it is gone. */
  async resumeDownloads(): Promise<void> {
    await this.db.$executeRaw`
      UPDATE output SET next_try_at = clock_timestamp() WHERE state = 'PENDING' AND next_try_at > clock_timestamp()`;
  }

  async stored(
    id: string,
    file: { fileKey: string; size: number; sha256: string; mimeType: string },
  ): Promise<void> {
    await this.settleOutput(id, { state: "STORED", ...file, error: null }, "outputStored", null);
  }

  async downloadFailed(id: string, error: string): Promise<void> {
    await this.settleOutput(id, { state: "FAILED", error }, "outputFailed", error);
  }

  async retryDownload(id: string, delaySeconds: number, error: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE output SET next_try_at = clock_timestamp() + ${delaySeconds}::float8 * interval '1 second', error = ${error}
      WHERE id = ${id}::uuid AND state = 'PENDING'`;
  }

  private async settleOutput(
    id: string,
    data: {
      state: string;
      fileKey?: string;
      size?: number;
      sha256?: string;
      mimeType?: string;
      error: string | null;
    },
    type: string,
    message: string | null,
  ): Promise<void> {
    await this.db.$transaction(async (tx) => {
      // Two processes may have copied it, after a takeover: the first to tell is right.
      const [output] = await tx.output.updateManyAndReturn({
        where: { id, state: "PENDING" },
        data: { ...data, nextTryAt: null },
      });
      if (!output) return;
      await tx.taskEvent.create({
        data: { taskId: output.taskId, attemptId: output.attemptId, type, message, actor: "queue" },
      });
      await tx.$executeRaw`UPDATE task SET updated_at = clock_timestamp() WHERE id = ${output.taskId}::uuid`;
    });
  }
}
