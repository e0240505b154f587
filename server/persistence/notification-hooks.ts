/** Where people are told of what happens. */
import { uuidv7 } from "uuidv7";
import type { DeliveryState } from "@/lib/notification-schemas";
import type { NotificationHook } from "./generated/client";
import type { Database } from "./prisma";

export type StoredHook = NotificationHook;
type Wishes = Omit<StoredHook, "id" | "createdAt">;

export interface ListedHook extends StoredHook {
  readonly last: { readonly state: DeliveryState; readonly at: Date } | null;
}

export class NotificationHooks {
  constructor(private readonly db: Database) {}

  /** The oldest first, each with its newest message. */
  async all(): Promise<ListedHook[]> {
    const rows = await this.db.notificationHook.findMany({
      orderBy: { createdAt: "asc" },
      include: { deliveries: { orderBy: { id: "desc" }, take: 1 } },
    });
    return rows.map(({ deliveries: [newest], ...hook }) => ({
      ...hook,
      last: newest
        ? { state: newest.state as DeliveryState, at: newest.triedAt ?? newest.createdAt } // checked by the database
        : null,
    }));
  }

  async find(id: string): Promise<StoredHook | null> {
    return this.db.notificationHook.findUnique({ where: { id } });
  }

  /** @returns its id */
  async add(wishes: Wishes): Promise<string> {
    const id = uuidv7();
    await this.db.notificationHook.create({ data: { id, ...wishes } });
    return id;
  }

  async change(id: string, wishes: Partial<Wishes>): Promise<void> {
    await this.db.notificationHook.updateMany({ where: { id }, data: wishes });
  }

  /** With all that was told there. */
  async remove(id: string): Promise<void> {
    await this.db.notificationHook.deleteMany({ where: { id } });
  }
}
