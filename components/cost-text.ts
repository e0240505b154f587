"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import { clockText } from "@/lib/clock-text";
import type { TaskView } from "@/lib/task-schemas";

const MINUTE_SECONDS = 60;

/** What runs cost, as far as RunningHub told it; empty when it told nothing. */
export function useCostText(): (cost: NonNullable<TaskView["cost"]>) => string {
  const t = useTranslations("task.facts");
  const duration = useTranslations("common.duration");
  const format = useFormatter();
  return useCallback(
    ({ coins, money, seconds }) => {
      // Short runs are billed by the fraction; of long ones, and of many, it tells nothing.
      const time = (billed: number) =>
        billed < MINUTE_SECONDS ? duration("second", { count: billed }) : clockText(billed);
      return [
        coins !== null && t("coins", { coins }),
        money !== null && t("money", { money: format.number(money, { maximumFractionDigits: 4 }) }),
        seconds !== null && t("seconds", { time: time(seconds) }),
      ]
        .filter((part) => part !== false)
        .join(" · ");
    },
    [t, duration, format],
  );
}
