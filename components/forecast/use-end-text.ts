import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { useCoarseNow } from "@/components/use-coarse-now";
import { dateIn } from "@/lib/description-variables";
import { endsAtMs } from "@/lib/sheet/expectation";

/** When something that takes so long would be done, after what waits already; null where nobody can say. */
export function useEndText(): (seconds: number) => string | null {
  const t = useTranslations("common.forecast");
  const format = useFormatter();
  const timeZone = useTimeZone();
  const nowMs = useCoarseNow();
  const { data: lane } = useLane();
  return (seconds) => {
    const endMs = lane === undefined ? null : endsAtMs(seconds, lane, nowMs);
    if (endMs === null) return null;
    const isToday = dateIn(timeZone, new Date(endMs)) === dateIn(timeZone, new Date(nowMs));
    const time = format.dateTime(
      endMs,
      isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" },
    );
    return t("ends", { time });
  };
}
