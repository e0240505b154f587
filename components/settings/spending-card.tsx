"use client";

import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { ReadPart } from "./read-part";
import { SpendingForm } from "./spending-form";

/** What a day and a batch may spend. */
export function SpendingCard() {
  const t = useTranslations("settings.spending");
  const mayAct = useMayAct();
  const query = trpc.spending.caps.useQuery();
  return (
    <div id="caps" className="scroll-mt-16">
      <SectionCard title={t("title")}>
        <div className="p-4">
          <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
          <ReadPart query={query} className="mt-4 h-40">
            {(caps) => <SpendingForm key={JSON.stringify(caps)} caps={caps} isLocked={!mayAct} />}
          </ReadPart>
        </div>
      </SectionCard>
    </div>
  );
}
