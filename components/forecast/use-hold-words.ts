import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { ExpectedSpending } from "@/lib/expected-spending";

/** What the caps would hold of what is asked about: one sentence for the day and one for the batch; mostly none. */
export function useHoldWords(): (expected: ExpectedSpending) => readonly string[] {
  const t = useTranslations("common.forecast");
  return useCallback(
    ({ held, count: all }) =>
      (["day", "batch"] as const).flatMap((cap) => {
        const count = Math.max(0, ...held.filter((one) => one.cap === cap).map((one) => one.count));
        return count === 0 ? [] : [t(`held.${cap}`, { count, all: count >= all ? "yes" : "no" })];
      }),
    [t],
  );
}
