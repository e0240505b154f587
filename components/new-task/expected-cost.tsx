"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { placeInput } from "@/components/accounts/place";
import { useDurationText } from "@/components/forecast/use-duration-text";
import { trpc } from "@/components/trpc";
import type { Forecast } from "@/lib/history-schemas";
import { useSameWork } from "./same-work";
import type { TaskFormValues } from "./task-form";

/** What such a task usually takes, from the last runs on the chosen machine. */
export function ExpectedCost() {
  const t = useTranslations("newTask.expected");
  const work = useSameWork();
  const { control } = useFormContext<TaskFormValues>();
  const [instanceType, runsOn] = useWatch({ control, name: ["instanceType", "runsOn"] });
  const asked = {
    ...(work ?? { workflowId: "-", kind: "workflow" as const }),
    instanceType,
    ...placeInput(runsOn),
  };
  const forecast = trpc.workflows.forecast.useQuery(asked, {
    enabled: work !== null,
    // The old line stays until the new one is there: the buttons below must not jump.
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const words = useExpectedWords();
  if (work === null || forecast.isError) return null;
  return (
    <p className="min-h-5 text-muted-foreground text-sm tabular-nums">
      {forecast.data && (words(forecast.data) ?? t("unknown"))}
    </p>
  );
}

/** Null when the past tells nothing. */
function useExpectedWords(): (forecast: Forecast) => string | null {
  const t = useTranslations("newTask.expected");
  const format = useFormatter();
  const durationText = useDurationText();
  return ({ medianSeconds, medianCoins, medianMoney, runs }) => {
    if (medianSeconds === null) return null;
    const time = durationText(medianSeconds);
    const money = medianMoney === null ? null : format.number(medianMoney, { maximumFractionDigits: 3 });
    if (medianCoins !== null)
      return t("timeAndCoins", { time, runs, coins: Math.round(medianCoins * 10) / 10 });
    return money === null ? t("time", { time, runs }) : t("timeAndMoney", { time, money, runs });
  };
}
