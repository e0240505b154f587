/** What did it take before? For the expected time and cost of new tasks, and for values to use again. */
import type { Forecast, ForecastOf, RecentValue, RecentValuesOf } from "@/lib/history-schemas";
import type { Account } from "../persistence/account-repository";
import type { HistoryReader } from "../persistence/history-reader";

interface Ports {
  readonly history: Pick<HistoryReader, "pastRuns" | "recentValues">;
  readonly accounts: { all(): Promise<Account[]> };
  /** Site of tasks that name none. */
  readonly defaultSite: () => Promise<string>;
}

export class WorkflowHistory {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError ACCOUNT_NOT_FOUND when no account is set up. */
  async forecast(asked: ForecastOf): Promise<Forecast> {
    const [past, slots] = await Promise.all([this.ports.history.pastRuns(asked), this.slots(asked)]);
    return { ...past, slots };
  }

  /** The last ten values of the field, each once, the latest first. */
  recentValues(asked: RecentValuesOf): Promise<RecentValue[]> {
    return this.ports.history.recentValues(asked, asked);
  }

  private async slots({ accountId, site }: ForecastOf): Promise<number> {
    const wanted = accountId === undefined ? (site ?? (await this.ports.defaultSite())) : null;
    return (await this.ports.accounts.all())
      .filter((account) => (wanted === null ? account.id === accountId : account.site === wanted))
      .filter((account) => account.pausedAt === null)
      .reduce((sum, account) => sum + account.slotLimit, 0);
  }
}
