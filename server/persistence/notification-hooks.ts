/** Where people are told of what happens. */
import { uuidv7 } from "uuidv7";
import type { AuditRecord } from "@/lib/audit-schemas";
import type { DeliveryState } from "@/lib/notification-schemas";
import { keepRecord } from "./audit-log";
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
  async add(wishes: Wishes, recordOf: (id: string) => AuditRecord): Promise<string> {
    const id = uuidv7();
    await this.db.$transaction(async (tx) => {
      await tx.notificationHook.create({ data: { id, ...wishes } });
      await keepRecord(tx, recordOf(id));
    });
    return id;
  }

  async change(id: string, wishes: Partial<Wishes>, record: AuditRecord): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.notificationHook.updateMany({ where: { id }, data: wishes });
      await keepRecord(tx, record);
    });
  }

  /** With all that was told there. */
  async remove(id: string, record: AuditRecord): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.notificationHook.deleteMany({ where: { id } });
      await keepRecord(tx, record);
    });
  }
}
