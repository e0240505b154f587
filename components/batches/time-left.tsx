"use client";

import { useTranslations } from "next-intl";
import { useDurationText } from "@/components/forecast/use-duration-text";
import { useLane } from "@/components/lane/use-lane";
import { Hint } from "@/components/ui/tooltip";
import { useHydrated } from "@/components/use-hydrated";
import { secondsLeft } from "@/lib/batch-forecast";
import { toWholeMinutes } from "@/lib/duration-parts";
import type { StatusCounts } from "@/lib/task-schemas";

/** When a batch is likely to be done; nothing where that cannot be said. */
export function TimeLeft({ counts }: { counts: StatusCounts }) {
  const t = useTranslations("batches.progress");
  const durationText = useDurationText();
  const { data: lane } = useLane();
  const hydrated = useHydrated(); // the lane is the browser's knowledge
  const seconds = hydrated && lane !== undefined ? secondsLeft(counts, lane) : null;
  if (seconds === null) return null;
  const time = durationText(toWholeMinutes(seconds));
  return (
    <Hint text={t("leftHint")}>
      <span className="whitespace-nowrap">{t("left", { time })}</span>
    </Hint>
  );
}
