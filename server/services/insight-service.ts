/** What the runs of some days came to: figures, times, slots and money, as the dashboard shows them. */
import { daysIn, type Insight, type InsightFigures, type InsightQuery } from "@/lib/insight-schemas";
import type { WorkflowKind } from "@/lib/task-schemas";
import { percentile } from "@/lib/time-histogram";
import type {
  InsightAccount,
  InsightReader,
  Span,
  StepRow,
  SumRow,
  TimeRow,
} from "../persistence/insight-reader";
import type { RunSums } from "../persistence/run-sums";

interface Ports {
  readonly reader: InsightReader;
  readonly sums: Pick<RunSums, "count">;
}

/** What has just ended is taken into the sums by who asks for it; more than this is left to the counting beside. */
const COUNTED_FIRST = 200;

/** So many days are shown hour by hour. */
const HOURLY_DAYS = 2;

const NOTHING: Omit<SumRow, "kind" | "workflowId" | "accountId"> = {
  succeeded: 0,
  failed: 0,
  stopped: 0,
  coins: 0,
  money: 0,
  seconds: 0,
  slotSeconds: 0,
};

export class InsightService {
  constructor(private readonly ports: Ports) {}

  async read(query: InsightQuery): Promise<Insight> {
    const { reader, sums } = this.ports;
    const { from, to, timeZone, ...chosen } = query;
    const { now, ...span } = await reader.spanOf(from, to, timeZone);
    if (span.to > now) await sums.count(COUNTED_FIRST);
    const step = daysIn(from, to) <= HOURLY_DAYS ? "hour" : "day";
    const [groups, times, causes, steps, known] = await Promise.all([
      reader.sums(span, chosen),
      reader.times(span, chosen),
      reader.causes(span, chosen),
      step === "hour" ? reader.hours(span, chosen) : reader.days(span, chosen, timeZone),
      reader.accounts(),
    ]);
    const balances = await reader.balances(
      steps.filter(({ start }) => start <= now).map(({ end }) => end),
      chosen,
    );
    const perWorkflow = groups.filter((row) => row.workflowId !== null && row.accountId === null);
    const perAccount = groups.filter((row) => row.workflowId === null && row.accountId !== null);
    const pairs = groups.filter((row) => row.workflowId !== null && row.accountId !== null);
    const names = await reader.workflowNames(
      perWorkflow.map(({ kind, workflowId }) => ({ kind: kind ?? "", workflowId: workflowId ?? "" })),
    );
    const currencies = new Map(known.map(({ id, currency }) => [id, currency]));
    const moneyOf = (rows: readonly SumRow[]) => moneyByCurrency(rows, currencies);
    // A workflow has no slots of its own, so nothing of it is idle.
    const slots = chosen.workflowId === undefined ? slotsOf(known, chosen.accountId) : null;
    const capacity = (part: Span, of: readonly InsightAccount[] | null) =>
      of === null ? null : capacitySeconds(of, part, now);
    const total = groups.find((row) => row.workflowId === null && row.accountId === null) ?? NOTHING;
    const money = moneyOf(perAccount);
    return {
      from: span.from.toISOString(),
      to: span.to.toISOString(),
      timeZone,
      step,
      totals: {
        ...figures(
          total,
          times.filter((row) => row.workflowId === null && row.accountId === null),
        ),
        money,
        slotCapacitySeconds: capacity(span, slots),
      },
      steps: steps.map((row) => ({
        ...figuresOnly(row),
        start: row.start.toISOString(),
        money: money.length > 1 ? null : row.money,
        slotCapacitySeconds: capacity({ from: row.start, to: row.end }, slots),
      })),
      workflows: perWorkflow
        .map((row) => {
          const isIts = (other: SumRow | TimeRow) =>
            other.kind === row.kind && other.workflowId === row.workflowId;
          const workflowId = row.workflowId ?? "";
          return {
            kind: row.kind as WorkflowKind, // copied from a task, where the database checks it
            workflowId,
            name: names.get(`${row.kind} ${workflowId}`) ?? workflowId,
            ...figures(row, times.filter(isIts)),
            money: moneyOf(pairs.filter(isIts)),
          };
        })
        .sort((a, b) => runsOf(b) - runsOf(a)),
      accounts: perAccount
        .map((row) => {
          const accountId = row.accountId ?? "";
          const account = known.find(({ id }) => id === accountId);
          return {
            accountId,
            name: account?.name ?? accountId,
            ...figures(
              row,
              times.filter((other) => other.accountId === accountId),
            ),
            money: moneyOf([row]),
            slotCapacitySeconds: slots === null ? null : capacity(span, slotsOf(known, accountId)),
          };
        })
        .sort((a, b) => runsOf(b) - runsOf(a)),
      causes,
      balances: balances.map(({ accountId, coins, money: left }) => {
        const account = known.find(({ id }) => id === accountId);
        return {
          accountId,
          name: account?.name ?? accountId,
          currency: account?.currency ?? null,
          steps: steps.map((_, n) => ({ coins: coins[n] ?? null, money: left[n] ?? null })),
        };
      }),
    };
  }
}

function figuresOnly({
  succeeded,
  failed,
  stopped,
  coins,
  seconds,
  slotSeconds,
}: StepRow | SumRow | typeof NOTHING) {
  return { succeeded, failed, stopped, coins, seconds, slotSeconds };
}

function figures(row: SumRow | typeof NOTHING, times: readonly TimeRow[]): InsightFigures {
  const of = (measure: TimeRow["measure"]) => {
    const counts = times.filter((time) => time.measure === measure);
    return {
      count: counts.reduce((sum, { count }) => sum + count, 0),
      p50: percentile(counts, 0.5),
      p95: percentile(counts, 0.95),
    };
  };
  return { ...figuresOnly(row), wait: of("wait"), run: of("run") };
}

const runsOf = ({ succeeded, failed, stopped }: Pick<SumRow, "succeeded" | "failed" | "stopped">): number =>
  succeeded + failed + stopped;

function moneyByCurrency(
  rows: readonly SumRow[],
  currencies: ReadonlyMap<string, string | null>,
): Insight["totals"]["money"] {
  const amounts = new Map<string | null, number>();
  for (const { accountId, money } of rows) {
    if (money === 0) continue;
    const currency = currencies.get(accountId ?? "") ?? null;
    amounts.set(currency, (amounts.get(currency) ?? 0) + money);
  }
  return [...amounts].map(([currency, amount]) => ({ currency, amount }));
}

function slotsOf(
  accounts: readonly InsightAccount[],
  accountId: string | undefined,
): readonly InsightAccount[] {
  return accountId === undefined ? accounts : accounts.filter(({ id }) => id === accountId);
}

/** How long the slots an account has now could have been held: while it was there, and not in the future. */
function capacitySeconds(accounts: readonly InsightAccount[], { from, to }: Span, now: Date): number {
  return accounts.reduce((sum, { slotLimit, createdAt, removedAt }) => {
    const begins = Math.max(from.getTime(), createdAt.getTime());
    const ends = Math.min(to.getTime(), (removedAt ?? now).getTime(), now.getTime());
    return sum + (slotLimit * Math.max(0, ends - begins)) / 1000;
  }, 0);
}
