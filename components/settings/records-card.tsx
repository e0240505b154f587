"use client";

import { useTranslations } from "next-intl";
import { useMay } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { KeepingForm } from "./keeping-form";
import { ReadPart } from "./read-part";

/** How long finished tasks and the audit log are kept. */
export function RecordsCard() {
  const t = useTranslations("settings.records");
  const mayManage = useMay("manageLimits");
  const query = trpc.storage.keeping.useQuery();
  return (
    <div id="records" className="scroll-mt-16">
      <SectionCard title={t("title")}>
        <div className="p-4">
          <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
          <ReadPart query={query} className="mt-4 h-28">
            {(rules) => <KeepingForm key={JSON.stringify(rules)} rules={rules} isLocked={!mayManage} />}
          </ReadPart>
        </div>
      </SectionCard>
    </div>
  );
}
