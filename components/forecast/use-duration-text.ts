import { useFormatter } from "next-intl";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as people say it, in its two largest units. */
export function useDurationText(): (seconds: number) => string {
  const format = useFormatter();
  const unit = (value: number, name: "day" | "hour" | "minute" | "second") =>
    format.number(value, { style: "unit", unit: name, unitDisplay: "short" });
  const pair = (seconds: number, large: number, small: number) => [
    Math.floor(seconds / large),
    Math.round((seconds % large) / small),
  ];
  return (seconds) => {
    if (seconds < MINUTE) return unit(Math.max(1, Math.round(seconds)), "second");
    const [large = 0, small = 0] =
      seconds >= DAY
        ? pair(seconds, DAY, HOUR)
        : seconds >= HOUR
          ? pair(seconds, HOUR, MINUTE)
          : [Math.round(seconds / MINUTE), 0];
    const names = seconds >= DAY ? (["day", "hour"] as const) : (["hour", "minute"] as const);
    if (seconds < HOUR) return unit(large, "minute");
    return small === 0 ? unit(large, names[0]) : `${unit(large, names[0])} ${unit(small, names[1])}`;
  };
}
