"use client";

import { BellOff, BellRing, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SectionCard } from "@/components/task/section-card";
import { RelativeTime } from "@/components/time";
import type { WebhookState } from "@/lib/queue-schemas";
import { cn } from "@/lib/utils";

type Verdict = "off" | "waiting" | "all" | "some" | "none";

const LOOKS: Record<Verdict, { icon: LucideIcon; className: string }> = {
  off: { icon: BellOff, className: "text-muted-foreground" },
  waiting: { icon: BellRing, className: "text-muted-foreground" },
  all: { icon: BellRing, className: "text-status-ready" },
  some: { icon: BellRing, className: "text-notice-foreground" },
  none: { icon: BellOff, className: "text-notice-foreground" },
};

function verdictOf({ publicUrl, asked, arrived }: WebhookState): Verdict {
  if (publicUrl === null) return "off";
  if (asked === 0) return "waiting";
  if (arrived === 0) return "none";
  return arrived < asked ? "some" : "all";
}

/** Whether RunningHub's webhooks reach us, and what to check when they do not. */
export function WebhooksCard({ webhooks }: { webhooks: WebhookState }) {
  const t = useTranslations("settings.webhooks");
  const verdict = verdictOf(webhooks);
  const { icon: Icon, className } = LOOKS[verdict];
  const { publicUrl, asked, arrived, lastArrivedAt } = webhooks;
  return (
    <SectionCard title={t("title")}>
      <div className="flex flex-col gap-3 p-4 text-sm">
        <p className="max-w-prose text-muted-foreground">{t("text")}</p>
        <p className={cn("flex items-center gap-1.5 font-medium", className)}>
          <Icon aria-hidden className="size-4 shrink-0" />
          {t(verdict)}
        </p>
        {verdict === "off" && <p className="max-w-prose">{t("offText")}</p>}
        {verdict === "waiting" && <p className="max-w-prose">{t("waitingText")}</p>}
        {(verdict === "none" || verdict === "some") && <p className="max-w-prose">{t("noneText")}</p>}
        {publicUrl !== null && (
          <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
            <Fact name={t("address")}>{publicUrl}</Fact>
            <Fact name={t("share")}>
              <span className="tabular-nums">{t("shareText", { arrived, asked })}</span>
            </Fact>
            <Fact name={t("last")}>
              {lastArrivedAt === null ? t("never") : <RelativeTime value={lastArrivedAt} />}
            </Fact>
          </dl>
        )}
      </div>
    </SectionCard>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
