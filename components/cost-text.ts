"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { TaskView } from "@/lib/task-schemas";

/** What runs cost, as far as RunningHub told it; empty when it told nothing. */
export function useCostText(): (cost: NonNullable<TaskView["cost"]>) => string {
  const t = useTranslations("task.facts");
  const format = useFormatter();
  return useCallback(
    ({ coins, money, seconds }) =>
      [
        coins !== null && t("coins", { coins }),
        money !== null && t("money", { money: format.number(money, { maximumFractionDigits: 4 }) }),
        seconds !== null && t("seconds", { seconds }),
      ]
        .filter((part) => part !== false)
        .join(" · "),
    [t, format],
  );
}
