"use client";

import { useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { Hint } from "@/components/ui/tooltip";
import { useHydrated } from "@/components/use-hydrated";
import { secondsLeft } from "@/lib/batch-forecast";
import type { StatusCounts } from "@/lib/task-schemas";

const HOUR_MINUTES = 60;

/** When a batch is likely to be done; nothing where that cannot be said. */
export function TimeLeft({ counts }: { counts: StatusCounts }) {
  const t = useTranslations("batches.progress");
  const { data: lane } = useLane();
  const hydrated = useHydrated(); // the lane is the browser's knowledge
  const seconds = hydrated && lane !== undefined ? secondsLeft(counts, lane) : null;
  if (seconds === null) return null;
  const minutes = Math.ceil(seconds / 60);
  const values = { hours: Math.floor(minutes / HOUR_MINUTES), minutes: minutes % HOUR_MINUTES };
  return (
    <Hint text={t("leftHint")}>
      <span className="whitespace-nowrap">{t(values.hours > 0 ? "leftHours" : "left", values)}</span>
    </Hint>
  );
}
