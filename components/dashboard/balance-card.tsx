"use client";

import { useTranslations } from "next-intl";
import type { Insight } from "@/lib/insight-schemas";
import { FigureCard } from "./figure-card";
import type { FigureColumn } from "./figure-table";
import { type ChartSeries, StepChart } from "./step-chart";
import { useFigureText } from "./use-figure-text";
import { useStepNames } from "./use-step-names";

interface Row {
  readonly start: string;
  readonly at: number;
}

const COLORS = ["var(--primary)", "var(--status-queued)", "var(--status-running)", "var(--status-ready)"];
const FILLS: readonly ChartSeries["fill"][] = ["full", "stripes", "dots"];

/** What the accounts had left; drawn in the unit that most spend, coins before money. */
export function BalanceCard({ insight: { balances, step, steps } }: { insight: Insight }) {
  const t = useTranslations("dashboard");
  const text = useFigureText();
  const { nameOf, time } = useStepNames(step);
  if (balances.length === 0) return null;
  const columns = balances.flatMap(({ accountId, name, currency, steps: left }) =>
    (["coins", "money"] as const)
      .filter((unit) => left.some((one) => one[unit] !== null && one[unit] !== 0))
      .map((unit) => ({
        key: `${unit}-${accountId}`,
        unit,
        currency: unit === "money" ? currency : null,
        name: t(`balance.${unit}Of`, { name }),
        amountAt: (at: number) => left[at]?.[unit] ?? null,
        text: (amount: number) =>
          unit === "coins" ? text.coins(amount) : text.money([{ currency, amount }]),
      })),
  );
  const unit = columns.some((column) => column.unit === "coins") ? "coins" : "money";
  const drawn = columns.filter((column) => column.unit === unit);
  // The bars stand on each other: what cannot be added up is told as a table only.
  const isOneUnit = new Set(drawn.map(({ currency }) => currency)).size <= 1;
  const rows: Row[] = steps.map(({ start }, at) => ({ start, at }));
  return (
    <FigureCard
      title={t("balance.title")}
      fileName="balance"
      figures={{
        rows,
        keyOf: ({ start }) => start,
        columns: [
          time,
          ...columns.map(
            (column): FigureColumn<Row> => ({
              name: column.name,
              value: ({ at }) => column.amountAt(at),
              text: ({ at }) => {
                const amount = column.amountAt(at);
                return amount === null ? "–" : column.text(amount);
              },
            }),
          ),
        ],
      }}
      chart={
        isOneUnit ? (
          <StepChart
            label={t("balance.title")}
            text={text.coins}
            steps={rows.map((row) => ({
              name: nameOf(row),
              ...Object.fromEntries(drawn.map(({ key, amountAt }) => [key, amountAt(row.at) ?? 0])),
            }))}
            series={drawn.map(({ key, name }, n) => ({
              key,
              name,
              color: COLORS[n % COLORS.length] ?? "var(--primary)",
              fill: FILLS[Math.floor(n / COLORS.length) % FILLS.length] ?? "full",
            }))}
          />
        ) : undefined
      }
    />
  );
}
