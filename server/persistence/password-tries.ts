/** Failed tries at passwords, counted for all processes together. */
import { createHash } from "node:crypto";
import type { Database } from "./prisma";

const WINDOW_SECONDS = 60;

export class PasswordTries {
  constructor(private readonly db: Database) {}

  /**
   * Counts one more in the minute that began with the first. In one statement: of tries at the same moment, in whatever
   * process, each gets a number of its own.
   * @param key kept as its digest @returns its number, and in how many seconds the minute is over
   */
  async count(key: string): Promise<{ count: number; secondsLeft: number }> {
    const [row] = await this.db.$queryRaw<{ count: number; secondsLeft: number }[]>`
      INSERT INTO password_try AS t (key, count, until)
      VALUES (${digest(key)}, 1, clock_timestamp() + ${WINDOW_SECONDS} * interval '1 second')
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN t.until <= clock_timestamp() THEN 1 ELSE t.count + 1 END,
        until = CASE WHEN t.until <= clock_timestamp() THEN excluded.until ELSE t.until END
      RETURNING count, extract(epoch FROM until - clock_timestamp())::float8 AS "secondsLeft"`;
    if (row === undefined) throw new Error("a try was not counted");
    return row;
  }

  /** One of them was right after all. */
  async takeBack(key: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE password_try SET count = greatest(count - 1, 0) WHERE key = ${digest(key)} AND until > clock_timestamp()`;
  }

  async forget(key: string): Promise<void> {
    await this.db.$executeRaw`DELETE FROM password_try WHERE key = ${digest(key)}`;
  }
}

function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
