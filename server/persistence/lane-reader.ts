/** What the lane shows: each slot, who holds it, and how long the line is. */
import { isPartlyHeld } from "@/lib/lane-holds";
import type { Breaker, Lane, SpendingHold } from "@/lib/queue-schemas";
import type { WorkflowKind } from "@/lib/task-schemas";
import { isActive, type TaskStatus } from "@/lib/task-status";
import type { AccountRepository } from "./account-repository";
import { joinedRead } from "./joined-read";
import { type Database, Prisma } from "./prisma";
import type { SettingRepository } from "./setting-repository";
import { usualRunSeconds } from "./watch-repository";

interface HeldSlot {
  account_id: string;
  slot_no: number;
  state: string;
  prepared_at: Date;
  running_at: Date | null;
  task_id: string;
  task_status: TaskStatus;
  workflow_name: string;
  progress_percent: number | null;
  progress_node: string | null;
  timeout_at: Date | null;
  usual_seconds: number | null;
}

/** Recent runs that the forecast of the line is made from. */
const FORECAST_RUNS = 50;

export class LaneReader {
  private readonly joined = joinedRead(() => this.readNow());

  constructor(
    private readonly db: Database,
    private readonly accounts: Pick<AccountRepository, "all">,
    private readonly settings: Pick<SettingRepository, "isQueuePaused" | "restoredFrom">,
    private readonly simulator: boolean,
  ) {}

  /** Every page that shows a waiting task needs it, so those who ask at once share it. */
  read(): Promise<Lane> {
    return this.joined();
  }

  private async readNow(): Promise<Lane> {
    const [known, held, waiting, typicalSeconds, breakers, spendingHolds, queuePaused, restoredFrom] =
      await Promise.all([
        this.accounts.all(),
        this.heldSlots(),
        this.waiting(),
        this.typicalSeconds(),
        this.breakers(),
        this.spendingHolds(),
        this.settings.isQueuePaused(),
        this.settings.restoredFrom(),
      ]);
    const now = new Date();
    // An account that is not in use is shown only while something still runs there.
    const accounts = known.filter(
      ({ id, pauseCode }) => pauseCode !== "ACCOUNT_AWAY" || held.some((slot) => slot.account_id === id),
    );
    const slots = accounts.reduce((sum, account) => sum + account.slotLimit, 0);
    return {
      accounts: accounts.map((account) => ({
        id: account.id,
        name: account.name,
        site: account.site,
        paused:
          account.pauseCode === null
            ? null
            : { code: account.pauseCode, message: account.pauseMessage ?? "" },
        busy:
          account.busyUntil !== null && account.busyUntil > now && account.busyCode !== null
            ? { code: account.busyCode, until: account.busyUntil.toISOString() }
            : null,
        coins: account.remainingCoins,
        elsewhere: account.elsewhere,
        slots: slotNumbers(
          account.slotLimit,
          held.filter((slot) => slot.account_id === account.id),
        ).map(({ no, slot }) => slotView(no, slot)),
      })),
      breakers,
      spendingHolds,
      waiting,
      typicalSeconds,
      secondsToEmpty:
        typicalSeconds === null || slots === 0 || isPartlyHeld({ breakers, spendingHolds })
          ? null
          : Math.ceil(waiting / slots) * typicalSeconds,
      queuePaused,
      restoredFrom,
      simulator: this.simulator,
      now: now.toISOString(),
    };
  }

  private heldSlots(): Promise<HeldSlot[]> {
    return this.db.$queryRaw<HeldSlot[]>`
      SELECT a.account_id, a.slot_no, a.state, a.prepared_at, a.running_at, t.id AS task_id, t.status AS task_status,
        t.workflow_name, t.progress_percent, t.progress_node, t.timeout_at,
        CASE WHEN a.running_at IS NOT NULL THEN ${usualRunSeconds(Prisma.sql`t.workflow_id`)} END AS usual_seconds
      FROM attempt a JOIN task t ON t.id = a.task_id WHERE a.released_at IS NULL ORDER BY a.slot_no`;
  }

  private async breakers(): Promise<Breaker[]> {
    const rows = await this.db.workflowBreaker.findMany({
      where: { openedAt: { not: null } },
      orderBy: { openedAt: "asc" },
    });
    return rows.flatMap(({ openedAt, reasonCode, reasonMessage, kind, ...rest }) =>
      openedAt === null
        ? []
        : {
            ...rest,
            kind: kind as WorkflowKind, // copied from a task, where the database checks it
            openedAt: openedAt.toISOString(),
            reason: reasonCode === null ? null : { code: reasonCode, message: reasonMessage ?? "" },
          },
    );
  }

  private async spendingHolds(): Promise<SpendingHold[]> {
    const rows = await this.db.spendingHold.findMany({ orderBy: { id: "asc" } });
    return rows.map(({ batchId, unit, cap, until }) => ({
      batchId,
      unit: unit === "money" ? "money" : "coins",
      cap: cap.toNumber(),
      until: until?.toISOString() ?? null,
    }));
  }

  private async waiting(): Promise<number> {
    const rows = await this.db.$queryRaw<{ n: number }[]>`
      SELECT greatest(0, (SELECT count FROM task_count WHERE status = 'PENDING') - (
        SELECT count(*) FROM attempt a JOIN task t ON t.id = a.task_id WHERE a.released_at IS NULL AND t.status = 'PENDING'
      ))::int AS n`;
    return rows[0]?.n ?? 0;
  }

  private async typicalSeconds(): Promise<number | null> {
    const rows = await this.db.$queryRaw<{ s: number | null }[]>`
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s)::float8 AS s FROM (
        SELECT extract(epoch FROM completed_at - started_at) AS s FROM task
        WHERE status = 'SUCCESS' AND deleted_at IS NULL AND completed_at > started_at
        ORDER BY created_at DESC, id DESC LIMIT ${FORECAST_RUNS}) recent`;
    return rows[0]?.s ?? null;
  }
}

/** Slots up to the limit, and held ones above it after the limit was lowered. */
function slotNumbers(limit: number, held: readonly HeldSlot[]): { no: number; slot: HeldSlot | null }[] {
  const byNo = new Map(held.map((slot) => [slot.slot_no, slot]));
  const numbers = new Set([...Array.from({ length: limit }, (_, index) => index + 1), ...byNo.keys()]);
  return [...numbers].sort((a, b) => a - b).map((no) => ({ no, slot: byNo.get(no) ?? null }));
}

type SlotView = Lane["accounts"][number]["slots"][number];

function slotView(no: number, slot: HeldSlot | null): SlotView {
  if (!slot)
    return {
      no,
      state: "free",
      taskId: null,
      workflowName: null,
      progress: null,
      since: null,
      timeoutAt: null,
      expectedEndAt: null,
    };
  return {
    no,
    state: slotState(slot),
    taskId: slot.task_id,
    workflowName: slot.workflow_name,
    progress:
      slot.progress_percent === null ? null : { percent: slot.progress_percent, node: slot.progress_node },
    since: (slot.running_at ?? slot.prepared_at).toISOString(),
    timeoutAt: slot.timeout_at?.toISOString() ?? null,
    expectedEndAt:
      slot.running_at === null || slot.usual_seconds === null
        ? null
        : new Date(slot.running_at.getTime() + slot.usual_seconds * 1000).toISOString(),
  };
}

function slotState(slot: HeldSlot): SlotView["state"] {
  if (slot.state === "UNKNOWN") return "unknown";
  if (isActive(slot.task_status)) return "running";
  return slot.task_status === "PENDING" ? "submitting" : "releasing";
}
