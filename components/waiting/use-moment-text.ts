"use client";

import { useFormatter, useNow } from "next-intl";
import { useCallback } from "react";

/** Times closer than this need no day beside them. */
const NEAR_MS = 12 * 60 * 60 * 1000;

/** A time of day in the person's zone and language, with the day where it is not near. */
export function useMomentText(): (value: string, precision?: "minute" | "second") => string {
  const format = useFormatter();
  const now = useNow().getTime();
  return useCallback(
    (value, precision = "minute") => {
      const date = new Date(value);
      const isNear = Math.abs(date.getTime() - now) < NEAR_MS;
      const timeStyle = precision === "second" ? "medium" : "short";
      return format.dateTime(date, isNear ? { timeStyle } : { dateStyle: "medium", timeStyle: "short" });
    },
    [format, now],
  );
}
