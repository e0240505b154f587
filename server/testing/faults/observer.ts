/** How it stands with a task, as the database and the reader of every door tell it. */
import type { TaskDetail } from "@/lib/task-schemas";
import { AccountRepository } from "../../persistence/account-repository";
import { LaneReader } from "../../persistence/lane-reader";
import type { Database } from "../../persistence/prisma";
import { SettingRepository } from "../../persistence/setting-repository";
import { TaskReader } from "../../persistence/task-reader";
import type { Outcome } from "./row";

/** What is found, in the words of the database; the table's words are some of them. */
export type Observed = Readonly<Record<keyof Outcome, string | null>>;

export class Observer {
  private readonly reader: TaskReader;

  /** @param db a connection of its own, which no fault of a test touches */
  constructor(private readonly db: Database) {
    const lane = new LaneReader(db, new AccountRepository(db), new SettingRepository(db), false);
    this.reader = new TaskReader(db, lane);
  }

  async outcome(taskId: string): Promise<Observed> {
    const { status, statusReason, waiting, attempts, outputs } = await this.detail(taskId);
    const result = outputs.find(({ state }) => state !== "STORED") ?? outputs[0];
    return {
      status,
      reason: statusReason?.code ?? null,
      waiting: waiting?.code ?? null,
      attempt: attempts.at(-1)?.state ?? "none",
      slot: attempts.some(({ releasedAt }) => releasedAt === null) ? "held" : "free",
      result: result?.state ?? null,
    };
  }

  async detail(taskId: string): Promise<TaskDetail> {
    const detail = await this.reader.detail(taskId);
    if (!detail) throw new Error("the task is gone");
    return detail;
  }

  /** Nothing is left to do for any task. */
  async atRest(): Promise<boolean> {
    const rows = await this.db.$queryRaw<{ resting: boolean }[]>`
      SELECT NOT EXISTS (SELECT 1 FROM task WHERE status IN ('PENDING', 'QUEUED', 'RUNNING') AND deleted_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM attempt WHERE released_at IS NULL OR next_poll_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM output WHERE state = 'PENDING') AS resting`;
    return rows[0]?.resting === true;
  }
}
