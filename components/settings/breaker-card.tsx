"use client";

import { useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { useMayAct } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { useHydrated } from "@/components/use-hydrated";
import type { QueueSettings } from "@/lib/queue-schemas";
import { HeldWorkflow } from "./held-workflow";
import { QueueNumberForm } from "./queue-number-form";

/** When a workflow is held, and which ones are. */
export function BreakerCard({ settings }: { settings: QueueSettings }) {
  const t = useTranslations("settings.breaker");
  const mayAct = useMayAct();
  const hydrated = useHydrated();
  const { data: lane } = useLane();
  const held = hydrated ? (lane?.breakers ?? []) : [];
  return (
    <SectionCard title={t("title")}>
      <div className="p-4">
        <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
        <div className="mt-4">
          <QueueNumberForm
            key={settings.breakerFailures}
            name="breakerFailures"
            settings={settings}
            isLocked={!mayAct}
          />
        </div>
      </div>
      <div id="held" className="scroll-mt-16 border-t">
        <h3 className="px-4 pt-3 font-medium text-sm">{t("held")}</h3>
        {held.length === 0 ? (
          <p className="px-4 pt-1 pb-4 text-muted-foreground text-sm">
            {t(settings.breakerFailures === 0 ? "off" : "none")}
          </p>
        ) : (
          <ul className="mt-1 divide-y">
            {held.map((breaker) => (
              <HeldWorkflow key={`${breaker.kind} ${breaker.workflowId}`} breaker={breaker} />
            ))}
          </ul>
        )}
      </div>
    </SectionCard>
  );
}
