/** Tells hooks what happened: the part of it that the process with the lease does. */
import type { Told, TryResult } from "@/lib/notification-schemas";
import type { Logger } from "../log";
import type { Lease } from "../persistence/lease-fence";
import type { DueDelivery, NotificationDeliveries } from "../persistence/notification-deliveries";
import type { NotificationNews } from "../persistence/notification-news";
import type { StandstillReader } from "../persistence/standstill-reader";
import type { InFlight } from "./in-flight";
import type { NotificationSender } from "./notification-sender";

interface Ports {
  readonly news: Pick<NotificationNews, "spread" | "add">;
  readonly deliveries: Pick<NotificationDeliveries, "takeDue" | "record" | "forget">;
  readonly standstill: Pick<StandstillReader, "read" | "remember">;
  readonly sender: Pick<NotificationSender, "send">;
  readonly inFlight: InFlight;
  readonly log: Pick<Logger, "warn">;
}

/** Seconds before each further try: about a day in all, then it is given up. */
export const RETRY_SECONDS = [10, 30, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800] as const;

export class NotificationRunner {
  constructor(private readonly ports: Ports) {}

  /** What happened becomes messages, and those that are due are begun. @throws LeaseLost */
  async run(lease: Lease): Promise<void> {
    await this.ports.news.spread(lease);
    for (const delivery of await this.ports.deliveries.takeDue(lease))
      this.ports.inFlight.begin(`notification ${delivery.id}`, () => this.deliver(delivery));
  }

  /** Once for each time that it stands still. @throws LeaseLost */
  async watch(lease: Lease): Promise<void> {
    const found = await this.ports.standstill.read();
    if (found === null) return;
    const { minutes, waiting, slotsTaken } = found;
    const told: Told = { event: "queueStuck", data: { minutes, waiting, slotsTaken } };
    await this.ports.news.add(lease, told, (tx) => this.ports.standstill.remember(tx, found));
  }

  async forget(): Promise<void> {
    await this.ports.deliveries.forget();
  }

  private async deliver(delivery: DueDelivery): Promise<void> {
    const { result, retryable } = await this.ports.sender.send(delivery.hook, {
      id: delivery.id,
      // The pair was stored together.
      told: { event: delivery.event, data: delivery.data } as Told,
      happenedAt: delivery.happenedAt,
    });
    const retrySeconds = retryable ? (RETRY_SECONDS[delivery.tries] ?? null) : null;
    await this.ports.deliveries.record(delivery.id, result, retrySeconds);
    this.tellFailure(delivery, result, retrySeconds);
  }

  private tellFailure(
    { id, hook, event }: DueDelivery,
    result: TryResult,
    retrySeconds: number | null,
  ): void {
    if (result.delivered || retrySeconds !== null) return;
    const { httpStatus, answer } = result;
    this.ports.log.warn(
      { delivery: id, hook: hook.name, event, httpStatus, answer },
      "a notification is given up",
    );
  }
}
