/** Caps on what is spent, and what they hold. Whether a task fits below them is decided by the claim, in the database. */
import type { AuditRecord } from "@/lib/audit-schemas";
import type { SpendingCaps } from "@/lib/spending-schemas";
import { keepRecord } from "./audit-log";
import { hint } from "./hint";
import type { Database } from "./prisma";

export class SpendingRepository {
  constructor(private readonly db: Database) {}

  async caps(): Promise<SpendingCaps> {
    const { dayCoins, dayMoney, batchCoins, batchMoney, timeZone } =
      await this.db.spendingCap.findUniqueOrThrow({
        where: { id: 1 },
      });
    return {
      dayCoins: dayCoins?.toNumber() ?? null,
      dayMoney: dayMoney?.toNumber() ?? null,
      batchCoins: batchCoins?.toNumber() ?? null,
      batchMoney: batchMoney?.toNumber() ?? null,
      timeZone,
    };
  }

  /** What was held is looked at anew: the next claim holds it again where the new caps say so. */
  async setCaps(caps: SpendingCaps, record?: AuditRecord): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.spendingCap.update({ where: { id: 1 }, data: caps });
      await tx.spendingHold.deleteMany();
      await keepRecord(tx, record);
      await hint(tx);
    });
  }

  /** Ends holds whose tasks fit again. @returns how many */
  async liftHolds(): Promise<number> {
    const rows = await this.db.$queryRaw<{ n: number }[]>`SELECT lift_cap_holds() AS n`;
    return rows[0]?.n ?? 0;
  }
}
