"use client";

import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { NamesForm } from "./names-form";
import { ReadPart } from "./read-part";

/** What results are called when they are saved. */
export function NamesCard() {
  const t = useTranslations("settings.names");
  const mayAct = useMayAct();
  const query = trpc.outputs.nameTemplate.useQuery();
  return (
    <SectionCard title={t("title")}>
      <div className="p-4">
        <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
        <ReadPart query={query} className="mt-4 h-24 max-w-xl">
          {(template) => <NamesForm key={template} template={template} isLocked={!mayAct} />}
        </ReadPart>
      </div>
    </SectionCard>
  );
}
