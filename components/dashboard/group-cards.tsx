"use client";

import { useTranslations } from "next-intl";
import type { Insight } from "@/lib/insight-schemas";
import { FigureCard } from "./figure-card";
import type { FigureColumn } from "./figure-table";
import { runsOf, slotUse, successRate, useFigureText } from "./use-figure-text";

type Group = Insight["workflows"][number] | Insight["accounts"][number];

/** The same figures per workflow and per account. */
export function GroupCards({ insight: { workflows, accounts } }: { insight: Insight }) {
  const t = useTranslations("dashboard");
  const shared = useGroupColumns();
  const text = useFigureText();
  return (
    <>
      <FigureCard
        title={t("workflows")}
        fileName="workflows"
        figures={{
          rows: workflows,
          keyOf: (row) => `${row.kind} ${row.workflowId}`,
          columns: shared(t("workflow")),
        }}
      />
      <FigureCard
        title={t("accounts")}
        fileName="accounts"
        figures={{
          rows: accounts,
          keyOf: (row) => row.accountId,
          columns: [
            ...shared(t("account")),
            { name: t("slots.use"), value: slotUse, text: (row) => text.share(slotUse(row)) },
          ],
        }}
      />
    </>
  );
}

function useGroupColumns() {
  const t = useTranslations("dashboard");
  const text = useFigureText();
  const seconds = (name: string, value: (row: Group) => number | null): FigureColumn<Group> => ({
    name,
    value,
    text: (row) => text.duration(value(row)),
  });
  return (first: string): FigureColumn<Group>[] => [
    { name: first, value: ({ name }) => name, text: ({ name }) => name, isWords: true },
    { name: t("key.runs"), value: runsOf, text: (row) => text.count(runsOf(row)) },
    { name: t("key.rate"), value: successRate, text: (row) => text.share(successRate(row)) },
    seconds(t("waitHalf"), ({ wait }) => wait.p50),
    seconds(t("waitMost"), ({ wait }) => wait.p95),
    seconds(t("runHalf"), ({ run }) => run.p50),
    seconds(t("runMost"), ({ run }) => run.p95),
    { name: t("coins"), value: ({ coins }) => coins, text: ({ coins }) => text.coins(coins) },
    {
      name: t("money"),
      value: ({ money }) =>
        money.map(({ amount, currency }) => `${amount} ${currency ?? ""}`.trim()).join(" "),
      text: ({ money }) => text.money(money),
    },
  ];
}
