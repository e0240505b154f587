/** What happened and was written down in the transaction of its change: taken out, and turned into deliveries. */
import { uuidv7 } from "uuidv7";
import type { HookData, Told } from "@/lib/notification-schemas";
import { endedBatches } from "./ended-batches";
import { fence, type Lease } from "./lease-fence";
import type { Database, Executor } from "./prisma";

interface News {
  readonly event: string;
  readonly subjectId: string;
  readonly detail: { readonly code: string; readonly message: string } | null;
}

/** Taken out at once. */
const AT_ONCE = 1_000;
/** Failed tasks that a message names; the rest is counted. */
const NAMED = 10;

export class NotificationNews {
  constructor(private readonly db: Database) {}

  /**
   * In one transaction: a crash leaves either the news or the deliveries. @returns how many deliveries there are to make
   * @throws LeaseLost
   */
  async spread(lease: Lease): Promise<number> {
    return this.db.$transaction(async (tx) => {
      await fence(tx, lease);
      const news = await tx.$queryRaw<News[]>`
        DELETE FROM notification_news WHERE id IN (SELECT id FROM notification_news ORDER BY id LIMIT ${AT_ONCE})
        RETURNING event, subject_id AS "subjectId", detail`;
      let deliveries = 0;
      for (const told of await tell(tx, news)) deliveries += await enqueue(tx, told);
      return deliveries;
    });
  }

  /** Something that no change of a row tells of. @throws LeaseLost */
  async add(lease: Lease, told: Told, remember: (tx: Executor) => Promise<boolean>): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await fence(tx, lease);
      if (await remember(tx)) await enqueue(tx, told);
    });
  }
}

/** A message for every hook that wants to hear of it. */
async function enqueue(tx: Executor, { event, data }: Told): Promise<number> {
  const hooks = await tx.notificationHook.findMany({
    where: { events: { has: event } },
    select: { id: true },
  });
  for (const { id } of hooks)
    await tx.$executeRaw`
      INSERT INTO notification_delivery (id, hook_id, event, data, happened_at)
      VALUES (${uuidv7()}::uuid, ${id}::uuid, ${event}, ${JSON.stringify(data)}::jsonb, clock_timestamp())`;
  return hooks.length;
}

async function tell(tx: Executor, news: readonly News[]): Promise<Told[]> {
  const subjects = (event: string) => [
    ...new Set(news.filter((one) => one.event === event).map((one) => one.subjectId)),
  ];
  const failed = await failedTasks(tx, subjects("taskFailed"));
  return [
    ...(failed === null ? [] : [{ event: "taskFailed" as const, data: failed }]),
    ...(await openedBreakers(tx, subjects("breakerOpened"))),
    ...(await pausedAccounts(tx, news)),
    ...(await endedBatches(tx, subjects("batchEnded"))).map((data) => ({
      event: "batchEnded" as const,
      data,
    })),
  ];
}

/** Those that are still failed: what is retried by itself is not worth a message. Null when there are none. */
async function failedTasks(tx: Executor, ids: readonly string[]): Promise<HookData["taskFailed"] | null> {
  if (ids.length === 0) return null;
  const rows = await tx.task.findMany({
    where: { id: { in: [...ids] }, status: "FAILED", deletedAt: null },
    orderBy: { id: "asc" },
  });
  if (rows.length === 0) return null;
  return {
    count: rows.length,
    tasks: rows
      .slice(0, NAMED)
      .map(({ id, workflowName, workflowId, batchId, reasonCode, reasonMessage }) => ({
        id,
        workflowName,
        workflowId,
        batchId,
        reason: reasonCode === null ? null : { code: reasonCode, message: reasonMessage ?? "" },
      })),
  };
}

/** Those that are still held. */
async function openedBreakers(tx: Executor, taskIds: readonly string[]): Promise<Told[]> {
  if (taskIds.length === 0) return [];
  const rows = await tx.$queryRaw<
    (HookData["breakerOpened"] & { reasonCode: string | null; reasonMessage: string | null })[]
  >`
    SELECT DISTINCT b.kind, b.workflow_id AS "workflowId", b.workflow_name AS "workflowName", b.failures,
      b.reason_code AS "reasonCode", b.reason_message AS "reasonMessage"
    FROM workflow_breaker b JOIN task t ON t.kind = b.kind AND t.workflow_id = b.workflow_id
    WHERE t.id = ANY(${[...taskIds]}::uuid[]) AND b.opened_at IS NOT NULL`;
  return rows.map(({ reasonCode, reasonMessage, ...held }) => ({
    event: "breakerOpened",
    data: {
      ...held,
      reason: reasonCode === null ? null : { code: reasonCode, message: reasonMessage ?? "" },
    },
  }));
}

async function pausedAccounts(tx: Executor, news: readonly News[]): Promise<Told[]> {
  const paused = news.filter(({ event }) => event === "accountPaused");
  if (paused.length === 0) return [];
  const accounts = await tx.account.findMany({
    where: { id: { in: paused.map(({ subjectId }) => subjectId) } },
    select: { id: true, name: true },
  });
  return accounts.flatMap(({ id: accountId, name }) => {
    const reason = paused.findLast(({ subjectId }) => subjectId === accountId)?.detail;
    return reason ? [{ event: "accountPaused" as const, data: { accountId, name, reason } }] : [];
  });
}
