/** Messages to hooks: which are due, how their tries went, and the log. */
import type { DeliveryState, ToldEvent, TryResult } from "@/lib/notification-schemas";
import type { NotificationDelivery, NotificationHook } from "./generated/client";
import { hint } from "./hint";
import { fence, type Lease } from "./lease-fence";
import type { Database } from "./prisma";

export type StoredDelivery = Omit<NotificationDelivery, "event" | "state"> & {
  readonly event: ToldEvent;
  readonly state: DeliveryState;
};
export interface DueDelivery extends StoredDelivery {
  readonly hook: NotificationHook;
}

/** Begun at once. */
const AT_ONCE = 20;
/** A try that nobody ever recorded, because its process died, is repeated after so long. */
const UNHEARD_SECONDS = 60;
export const LOGGED = 100;

export class NotificationDeliveries {
  constructor(private readonly db: Database) {}

  /** Those whose turn it is; they are not due again before their try must have ended. @throws LeaseLost */
  async takeDue(lease: Lease): Promise<DueDelivery[]> {
    return this.db.$transaction(async (tx) => {
      await fence(tx, lease);
      const taken = await tx.$queryRaw<{ id: string }[]>`
        UPDATE notification_delivery SET next_try_at = clock_timestamp() + ${UNHEARD_SECONDS}::int * interval '1 second'
        WHERE id IN (
          SELECT id FROM notification_delivery WHERE state = 'PENDING' AND next_try_at <= clock_timestamp()
          ORDER BY next_try_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
        RETURNING id`;
      const rows = await tx.notificationDelivery.findMany({
        where: { id: { in: taken.map(({ id }) => id) } },
        include: { hook: true },
      });
      return rows as DueDelivery[]; // event is ours, state is checked by the database
    });
  }

  /** @param retrySeconds null: delivered, or given up */
  async record(id: string, result: TryResult, retrySeconds: number | null): Promise<void> {
    const state: DeliveryState = result.delivered
      ? "DELIVERED"
      : retrySeconds === null
        ? "GIVEN_UP"
        : "PENDING";
    await this.db.$executeRaw`
      UPDATE notification_delivery SET state = ${state}, tries = tries + 1, tried_at = clock_timestamp(),
        next_try_at = CASE WHEN ${state} = 'PENDING' THEN clock_timestamp() + ${retrySeconds}::float8 * interval '1 second' END,
        http_status = ${result.httpStatus}::int, duration_ms = ${result.durationMs}::int, answer = ${result.answer}
      WHERE id = ${id}::uuid`;
  }

  /** The newest first. */
  async log(hookId: string): Promise<StoredDelivery[]> {
    const rows = await this.db.notificationDelivery.findMany({
      where: { hookId },
      orderBy: { id: "desc" },
      take: LOGGED,
    });
    return rows as StoredDelivery[]; // event is ours, state is checked by the database
  }

  /** Due at once, with all its tries before it. @returns false when there is no such message */
  async again(id: string): Promise<boolean> {
    const changed = await this.db.$executeRaw`
      UPDATE notification_delivery SET state = 'PENDING', tries = 0, next_try_at = clock_timestamp() WHERE id = ${id}::uuid`;
    if (changed === 1) await hint(this.db);
    return changed === 1;
  }

  /** Ended ones beyond the log of each hook. */
  async forget(): Promise<void> {
    await this.db.$executeRaw`
      DELETE FROM notification_delivery d USING (
        SELECT id, row_number() OVER (PARTITION BY hook_id ORDER BY id DESC) AS place FROM notification_delivery) placed
      WHERE d.id = placed.id AND placed.place > ${LOGGED} AND d.state <> 'PENDING'`;
  }
}
