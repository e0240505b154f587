"use client";

import { useTranslations } from "next-intl";
import { useMay } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { LimitsForm } from "./limits-form";
import { ReadPart } from "./read-part";

/** How many tasks may wait. */
export function LimitsCard() {
  const t = useTranslations("settings.limits");
  const mayManage = useMay("manageLimits");
  const query = trpc.queue.limits.useQuery();
  return (
    <div id="limits" className="scroll-mt-16">
      <SectionCard title={t("title")}>
        <div className="p-4">
          <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
          <ReadPart query={query} className="mt-4 h-28">
            {(limits) => <LimitsForm key={JSON.stringify(limits)} limits={limits} isLocked={!mayManage} />}
          </ReadPart>
        </div>
      </SectionCard>
    </div>
  );
}
