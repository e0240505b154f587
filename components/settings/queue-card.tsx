"use client";

import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { usePauseLine } from "@/components/lane/use-pause-line";
import { useMayAct } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useHydrated } from "@/components/use-hydrated";
import { useSentences } from "@/components/use-sentences";

/** Whether the line moves, and the switch for all accounts. */
export function QueueCard() {
  const t = useTranslations("settings.queue");
  const sentences = useSentences();
  const mayAct = useMayAct();
  const { set, isPending } = usePauseLine();
  const hydrated = useHydrated();
  const { data: lane } = useLane();
  if (lane === undefined || !hydrated)
    return (
      <SectionCard title={t("title")}>
        <div className="p-4">
          <Skeleton className="h-10 w-80 max-w-full" />
        </div>
      </SectionCard>
    );
  const paused = lane.queuePaused;
  const rests = lane.restoredFrom !== null;
  const Mark = paused ? Play : Pause;
  return (
    <SectionCard title={t("title")}>
      <div className="flex flex-wrap items-center justify-between gap-3 p-4 text-sm">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium">{t(paused ? "paused" : "moves")}</p>
          <p className="mt-0.5 text-muted-foreground">
            {sentences(
              t(rests ? "restsText" : paused ? "pausedText" : "movesText"),
              t("waiting", { count: lane.waiting }),
            )}
          </p>
        </div>
        {mayAct && (
          <Button variant={paused ? "default" : "outline"} busy={isPending} onClick={() => set(!paused)}>
            {!isPending && <Mark aria-hidden />}
            {t(paused ? "resume" : "pause")}
          </Button>
        )}
      </div>
    </SectionCard>
  );
}
