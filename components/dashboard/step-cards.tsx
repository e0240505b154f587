"use client";

import { useTranslations } from "next-intl";
import type { Insight } from "@/lib/insight-schemas";
import { FigureCard } from "./figure-card";
import type { FigureColumn } from "./figure-table";
import { StepChart } from "./step-chart";
import { slotUse, useFigureText } from "./use-figure-text";
import { useStepNames } from "./use-step-names";

type Step = Insight["steps"][number];

/** How it went over the days or hours: runs, cost, use of the slots. */
export function StepCards({ insight }: { insight: Insight }) {
  const t = useTranslations("dashboard");
  const text = useFigureText();
  const { step, steps, totals } = insight;
  const { nameOf, time } = useStepNames(step);
  const column = (
    name: string,
    value: (row: Step) => number | null,
    as: (value: number) => string = text.count,
  ): FigureColumn<Step> => {
    const exact = (row: Step) => value(row);
    return { name, value: exact, text: (row) => (exact(row) === null ? "–" : as(exact(row) ?? 0)) };
  };
  const keyOf = ({ start }: Step) => start;
  const [money] = totals.money;
  const spendsMoney = totals.coins === 0 && totals.money.length === 1 && money !== undefined;
  const costText = spendsMoney ? (amount: number) => text.money([{ ...money, amount }]) : text.coins;
  const costOf = (row: Step) => (spendsMoney ? (row.money ?? 0) : row.coins);
  return (
    <>
      <FigureCard
        title={t("runs.title")}
        fileName="runs"
        figures={{
          rows: steps,
          keyOf,
          columns: [
            time,
            column(t("succeeded"), (row) => row.succeeded),
            column(t("failed"), (row) => row.failed),
            column(t("stopped"), (row) => row.stopped),
          ],
        }}
        chart={
          <StepChart
            label={t("runs.title")}
            text={text.count}
            steps={steps.map((row) => ({
              name: nameOf(row),
              succeeded: row.succeeded,
              failed: row.failed,
              stopped: row.stopped,
            }))}
            series={[
              { key: "succeeded", name: t("succeeded"), color: "var(--status-ready)", fill: "full" },
              { key: "failed", name: t("failed"), color: "var(--status-failed)", fill: "stripes" },
              { key: "stopped", name: t("stopped"), color: "var(--status-stopped)", fill: "dots" },
            ]}
          />
        }
      />
      <FigureCard
        title={t("cost.title")}
        fileName="cost"
        figures={{
          rows: steps,
          keyOf,
          columns: [
            time,
            column(t("coins"), (row) => row.coins, text.coins),
            ...(totals.money.length === 1 && money !== undefined
              ? [
                  column(
                    t("money"),
                    (row) => row.money,
                    (amount) => text.money([{ ...money, amount }]),
                  ),
                ]
              : []),
            column(t("machineTime"), (row) => row.seconds, text.duration),
          ],
        }}
        chart={
          <StepChart
            label={t("cost.title")}
            text={costText}
            steps={steps.map((row) => ({ name: nameOf(row), cost: costOf(row) }))}
            series={[
              {
                key: "cost",
                name: t(spendsMoney ? "money" : "coins"),
                color: "var(--primary)",
                fill: "full",
              },
            ]}
          />
        }
      />
      {totals.slotCapacitySeconds !== null && (
        <FigureCard
          title={t("slots.title")}
          fileName="slots"
          figures={{
            rows: steps,
            keyOf,
            columns: [
              time,
              column(t("slots.use"), slotUse, text.share),
              column(t("slots.held"), (row) => row.slotSeconds, text.hours),
              column(
                t("slots.idle"),
                (row) => Math.max(0, (row.slotCapacitySeconds ?? 0) - row.slotSeconds),
                text.hours,
              ),
            ],
          }}
          chart={
            <StepChart
              label={t("slots.title")}
              text={text.share}
              most={1}
              steps={steps.map((row) => ({ name: nameOf(row), use: slotUse(row) ?? 0 }))}
              series={[{ key: "use", name: t("slots.use"), color: "var(--status-queued)", fill: "full" }]}
            />
          }
        />
      )}
    </>
  );
}
