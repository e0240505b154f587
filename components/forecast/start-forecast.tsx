"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { Skeleton } from "@/components/ui/skeleton";
import type { ActionTarget } from "@/lib/action-target";
import { movingSlots, secondsInSlots } from "@/lib/batch-forecast";
import type { ExpectedSpending } from "@/lib/expected-spending";
import { shownCoins } from "@/lib/shown-coins";
import { cn } from "@/lib/utils";
import { useDurationText } from "./use-duration-text";
import { useEndText } from "./use-end-text";
import { useExpectedStart } from "./use-expected-start";
import { useHoldWords } from "./use-hold-words";

interface StartForecastProps {
  /** For the button that starts them, which it describes. */
  readonly id: string;
  readonly target: ActionTarget;
  /** What the button says, where there are several. */
  readonly action?: string | undefined;
  readonly className?: string;
}

/**
 * One quiet line before many are started: what it is expected to cost, when it will be done, what the caps would hold.
 * It has its room before it is known, and an error leaves the room empty: nobody waits for it.
 */
export function StartForecast({ id, target, action, className }: StartForecastProps) {
  const t = useTranslations("common.forecast");
  const { expected, isOf } = useExpectedStart(target);
  const words = useStartWords();
  const holdWords = useHoldWords();
  return (
    <div
      id={id}
      className={cn(
        "min-h-4 text-pretty text-muted-foreground text-xs tabular-nums leading-4 transition-opacity",
        expected && !isOf && "opacity-50",
        className,
      )}
    >
      {expected === undefined && <Skeleton className="h-3 w-44 max-w-full" />}
      {expected && expected.count > 0 && (
        <>
          {action === undefined ? words(expected) : t("of", { action, forecast: words(expected) })}
          {holdWords(expected).map((hold) => (
            <span key={hold} className="block font-medium text-notice-foreground">
              {hold}
            </span>
          ))}
        </>
      )}
    </div>
  );
}

function useStartWords(): (expected: ExpectedSpending) => string {
  const t = useTranslations("common.forecast");
  const format = useFormatter();
  const durationText = useDurationText();
  const endText = useEndText();
  const { data: lane } = useLane();
  const amount = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  return (expected) => {
    const { count, unknownCount, coins, money, held } = expected;
    const isKnown = unknownCount < count;
    const seconds = lane === undefined ? null : secondsInSlots(expected, movingSlots(lane));
    return [
      seconds !== null && t("time", { time: durationText(seconds) }),
      // What a cap holds is done on another day, or never.
      seconds !== null && held.length === 0 && endText(seconds),
      isKnown && (coins > 0 || money === 0) && t("coins", { coins: shownCoins(coins) }),
      isKnown && money > 0 && t("money", { money: amount(money) }),
      isKnown && unknownCount > 0 && t("unknownOf", { count: unknownCount }),
      !isKnown && t("costUnknown"),
    ]
      .filter((part) => typeof part === "string")
      .join(" · ");
  };
}
