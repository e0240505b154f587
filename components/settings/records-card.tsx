"use client";

import { useTranslations } from "next-intl";
import { useMay } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { Skeleton } from "@/components/ui/skeleton";
import { KeepingForm } from "./keeping-form";

/** How long finished tasks and the audit log are kept. */
export function RecordsCard() {
  const t = useTranslations("settings.records");
  const mayManage = useMay("manageLimits");
  const { data: rules } = trpc.storage.keeping.useQuery();
  return (
    <div id="records" className="scroll-mt-16">
      <SectionCard title={t("title")}>
        <div className="p-4">
          <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
          {rules === undefined ? (
            <Skeleton className="mt-4 h-28" />
          ) : (
            <KeepingForm key={JSON.stringify(rules)} rules={rules} isLocked={!mayManage} />
          )}
        </div>
      </SectionCard>
    </div>
  );
}
