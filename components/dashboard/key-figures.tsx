"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { Insight } from "@/lib/insight-schemas";
import { shownCoins } from "@/lib/shown-coins";
import { runsOf, slotUse, successRate, useFigureText } from "./use-figure-text";

/** The answers one comes for, in six numbers. */
export function KeyFigures({ totals }: { totals: Insight["totals"] }) {
  const t = useTranslations("dashboard.key");
  const text = useFigureText();
  const idleSeconds =
    totals.slotCapacitySeconds === null ? null : Math.max(0, totals.slotCapacitySeconds - totals.slotSeconds);
  const figures = [
    {
      name: t("runs"),
      value: text.count(runsOf(totals)),
      more: t("runsMore", { failed: totals.failed, stopped: totals.stopped }),
    },
    { name: t("rate"), value: text.share(successRate(totals)), more: t("rateMore") },
    {
      name: t("wait"),
      value: text.duration(totals.wait.p50),
      more: t("p95", { time: text.bound(totals.wait.p95) }),
    },
    {
      name: t("run"),
      value: text.duration(totals.run.p50),
      more: t("p95", { time: text.bound(totals.run.p95) }),
    },
    {
      name: t("slots"),
      value: idleSeconds === null ? text.hours(totals.slotSeconds) : text.share(slotUse(totals)),
      more: idleSeconds === null ? t("slotsHeld") : t("slotsMore", { idle: text.hours(idleSeconds) }),
    },
    {
      name: t("cost"),
      value: t("coins", { coins: shownCoins(totals.coins) }),
      more: totals.money.length === 0 ? t("costMore") : text.money(totals.money),
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      {figures.map(({ name, value, more }) => (
        <Card key={name} className="min-w-0 px-4 py-3">
          <dt className="truncate text-muted-foreground text-xs">{name}</dt>
          <dd className="mt-1 truncate font-semibold text-xl tabular-nums tracking-tight">{value}</dd>
          <dd className="mt-0.5 text-muted-foreground text-xs tabular-nums">{more}</dd>
        </Card>
      ))}
    </dl>
  );
}
