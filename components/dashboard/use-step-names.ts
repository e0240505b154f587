"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Insight } from "@/lib/insight-schemas";
import type { FigureColumn } from "./figure-table";

interface Dated {
  readonly start: string;
}

/** What the hours or days are called: short below a bar, whole in a table. */
export function useStepNames(step: Insight["step"]): {
  readonly nameOf: (row: Dated) => string;
  readonly time: FigureColumn<Dated>;
} {
  const t = useTranslations("dashboard");
  const format = useFormatter();
  return {
    nameOf: ({ start }) =>
      format.dateTime(
        new Date(start),
        step === "hour" ? { timeStyle: "short" } : { month: "short", day: "numeric" },
      ),
    time: {
      name: t(step),
      value: ({ start }) => start,
      text: ({ start }) =>
        format.dateTime(
          new Date(start),
          step === "hour" ? { dateStyle: "medium", timeStyle: "short" } : { dateStyle: "medium" },
        ),
      isWords: true,
    },
  };
}
