/** The files that tasks at the front of the line will need, and that their account does not have. */
import { REMOTE_FILE_FRESH } from "./file-repository";
import { frontOfLine, LINE_ORDER, NEXT_IN_LINE } from "./line";
import { type Database, Prisma } from "./prisma";

export interface NextFile {
  readonly accountId: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly size: number;
  readonly sha256: string;
}

/** Accounts that take files: not while paused, and of the back-offs only where RunningHub has no slot for us. */
const TAKES_FILES = Prisma.sql`a.paused_at IS NULL AND a.removed_at IS NULL
  AND (a.busy_until IS NULL OR a.busy_until <= clock_timestamp() OR a.busy_code = 'CAPACITY')`;

export class NextFiles {
  constructor(private readonly db: Database) {}

  /** Of the next tasks of each account, one more than it has slots; in the order of the line. */
  async missing(): Promise<NextFile[]> {
    const accounts = await this.db.$queryRaw<{ id: string; slot_limit: number }[]>`
      SELECT a.id, a.slot_limit FROM account a WHERE ${TAKES_FILES} AND ${NEXT_IN_LINE} IS NOT NULL ORDER BY a.created_at, a.id`;
    const perAccount = await Promise.all(
      accounts.map(({ id, slot_limit }) => this.missingOf(id, slot_limit)),
    );
    return perAccount.flat();
  }

  private missingOf(accountId: string, slots: number): Promise<NextFile[]> {
    // The tasks that hold the slots may still stand in front.
    const front = frontOfLine(2 * slots + 1);
    return this.db.$queryRaw<NextFile[]>`
      SELECT a.id AS "accountId", min(u.file_name) AS "fileName", min(u.mime_type) AS "mimeType", u.size, u.sha256
      FROM account a CROSS JOIN LATERAL (SELECT * FROM (${front}) t ORDER BY ${LINE_ORDER} LIMIT ${slots + 1}) t
        JOIN node_input i ON i.task_id = t.id JOIN upload u ON u.id = i.upload_id
      WHERE a.id = ${accountId}::uuid AND NOT EXISTS (
        SELECT 1 FROM remote_file f WHERE f.account_id = a.id AND f.sha256 = u.sha256 AND ${REMOTE_FILE_FRESH})
      GROUP BY a.id, u.sha256, u.size ORDER BY min(t.created_at), a.id, u.sha256`;
  }
}
