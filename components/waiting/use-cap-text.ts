"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { SpendingHold } from "@/lib/queue-schemas";
import { useMomentText } from "./use-moment-text";

/** Which cap is reached and when it goes on, in one sentence. */
export function useCapText(): (hold: SpendingHold) => string {
  const t = useTranslations("waiting");
  const format = useFormatter();
  const momentText = useMomentText();
  return ({ batchId, unit, cap, until }) => {
    const amount = t(`cap.${unit}`, { amount: format.number(cap, { maximumFractionDigits: 4 }) });
    if (batchId !== null) return t("BATCH_CAP.reached", { amount });
    return t("DAY_CAP.reached", { amount, time: until === null ? "" : momentText(until) });
  };
}
