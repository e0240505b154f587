"use client";

import { CircleCheck, CircleX, type LucideIcon, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Finding, Verdict } from "@/lib/diagnosis";
import { cn } from "@/lib/utils";
import { useFindingText } from "./use-finding-text";

const LOOKS: Readonly<Record<Verdict, { icon: LucideIcon; className: string }>> = {
  ok: { icon: CircleCheck, className: "text-status-ready" },
  warning: { icon: TriangleAlert, className: "text-notice-foreground" },
  problem: { icon: CircleX, className: "text-destructive-text" },
};

/** One thing that was looked at, how it is, and what to do. */
export function FindingRow({ finding }: { finding: Finding }) {
  const t = useTranslations("diagnostics");
  const findingText = useFindingText();
  const { check, verdict } = finding;
  const { icon: Icon, className } = LOOKS[verdict];
  return (
    <li className="flex gap-3 px-4 py-2.5 text-sm">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", className)} />
      <div className="min-w-0 [overflow-wrap:anywhere] sm:grid sm:flex-1 sm:grid-cols-[11rem_minmax(0,1fr)] sm:gap-x-4">
        <p className="font-medium">
          <span className="sr-only">{t(`verdict.${verdict}`)}: </span>
          {t(`check.${check}`)}
        </p>
        <p className={cn("max-w-prose", verdict === "ok" && "text-muted-foreground")}>
          {findingText(finding)}
        </p>
      </div>
    </li>
  );
}
