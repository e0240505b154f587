const LENGTHS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
const { minute: MINUTE, hour: HOUR, day: DAY } = LENGTHS;

export type DurationUnit = keyof typeof LENGTHS;
export interface DurationPart {
  readonly count: number;
  readonly unit: DurationUnit;
}

/** A length of time in the units people say it in: one below an hour, else the two that fit, without an empty second. */
export function durationParts(seconds: number): readonly DurationPart[] {
  // Rounded before it is divided, or the smaller unit could come to a whole larger one: "1 hr 60 min".
  const step = seconds < MINUTE ? 1 : seconds < DAY ? MINUTE : HOUR;
  const whole = Math.max(1, Math.round(seconds / step)) * step;
  if (whole < MINUTE) return [{ count: whole, unit: "second" }];
  if (whole < HOUR) return [{ count: whole / MINUTE, unit: "minute" }];
  const [large, small]: readonly [DurationUnit, DurationUnit] =
    whole < DAY ? ["hour", "minute"] : ["day", "hour"];
  const rest = (whole % LENGTHS[large]) / LENGTHS[small];
  return [
    { count: Math.floor(whole / LENGTHS[large]), unit: large },
    ...(rest === 0 ? [] : [{ count: rest, unit: small }]),
  ];
}

/** Seconds to the next whole minute: a forecast in seconds would tick, and promise more than is known. */
export function toWholeMinutes(seconds: number): number {
  return Math.ceil(seconds / MINUTE) * MINUTE;
}
