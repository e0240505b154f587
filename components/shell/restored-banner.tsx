"use client";

import { useFormatter, useTranslations } from "next-intl";
import { usePauseLine } from "@/components/lane/use-pause-line";
import { useMayAct } from "@/components/shell/actor-context";
import { NoticeBanner } from "@/components/shell/notice-banner";
import { Button } from "@/components/ui/button";

/** A copy beside a living original would pay twice: people say when it may begin. */
export function RestoredBanner({ from }: { from: string }) {
  const t = useTranslations("shell.restored");
  const format = useFormatter();
  const mayAct = useMayAct();
  const { set, isPending } = usePauseLine();
  return (
    <NoticeBanner
      title={t("title", {
        time: format.dateTime(new Date(from), { dateStyle: "medium", timeStyle: "short" }),
      })}
      action={
        mayAct && (
          <Button variant="outline" size="xs" busy={isPending} onClick={() => set(false)}>
            {t("resume")}
          </Button>
        )
      }
    >
      {t("text")}
    </NoticeBanner>
  );
}
