import { useTranslations } from "next-intl";
import { durationParts } from "@/lib/duration-parts";

/** A length of time as people say it, in its two largest units. */
export function useDurationText(): (seconds: number) => string {
  const t = useTranslations("common.duration");
  return (seconds) =>
    durationParts(seconds)
      .map(({ count, unit }) => t(unit, { count }))
      .join(" ");
}
