"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useDurationText } from "@/components/forecast/use-duration-text";
import type { Insight } from "@/lib/insight-schemas";

const CURRENCY = /^[A-Z]{3}$/;
const NOTHING = "–";
const HOUR_SECONDS = 3600;

type Outcomes = Pick<Insight["totals"], "succeeded" | "failed" | "stopped">;

/** Runs that ended, however. */
export function runsOf({ succeeded, failed, stopped }: Outcomes): number {
  return succeeded + failed + stopped;
}

/** Of those that were not stopped; null without any. */
export function successRate({ succeeded, failed }: Outcomes): number | null {
  return succeeded + failed === 0 ? null : succeeded / (succeeded + failed);
}

/** How much of the slots was used, 0 to 1; null where nobody can say. */
export function slotUse(
  figures: Pick<Insight["totals"], "slotSeconds" | "slotCapacitySeconds">,
): number | null {
  const { slotSeconds, slotCapacitySeconds } = figures;
  return slotCapacitySeconds === null || slotCapacitySeconds === 0
    ? null
    : Math.min(1, slotSeconds / slotCapacitySeconds);
}

/** Figures as people read them, in their language. */
export function useFigureText() {
  const t = useTranslations("dashboard");
  const format = useFormatter();
  const durationText = useDurationText();
  const moneyText = ({ currency, amount }: Insight["totals"]["money"][number]) =>
    currency !== null && CURRENCY.test(currency)
      ? format.number(amount, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
      : [format.number(amount, { maximumFractionDigits: 4 }), currency].filter(Boolean).join(" ");
  return {
    count: (value: number) => format.number(value),
    share: (value: number | null) =>
      value === null ? NOTHING : format.number(value, { style: "percent", maximumFractionDigits: 1 }),
    duration: (seconds: number | null) =>
      seconds === null ? NOTHING : seconds < 1 ? t("underASecond") : durationText(seconds),
    /** What a time is within: a bound, so never less than what can be said. */
    bound: (seconds: number | null) => (seconds === null ? NOTHING : durationText(seconds)),
    /** Of many slots and days: hours add up, days would read as days of the calendar. */
    hours: (seconds: number) =>
      seconds < HOUR_SECONDS
        ? durationText(seconds)
        : t("hours", { hours: format.number(seconds / HOUR_SECONDS, { maximumFractionDigits: 1 }) }),
    coins: (value: number) => format.number(value, { maximumFractionDigits: 2 }),
    money: (money: Insight["totals"]["money"]) =>
      money.length === 0 ? NOTHING : money.map(moneyText).join(" · "),
  };
}
