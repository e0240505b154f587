"use client";

import { ChartColumn, CloudOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Insight } from "@/lib/insight-schemas";
import { BalanceCard } from "./balance-card";
import { CauseCard } from "./cause-card";
import { DashboardSkeleton } from "./dashboard-skeleton";
import { GroupCards } from "./group-cards";
import { KeyFigures } from "./key-figures";
import { RangeBar } from "./range-bar";
import { StepCards } from "./step-cards";
import { runsOf } from "./use-figure-text";
import { useInsight } from "./use-insight";

/** What runs came to, over the days the address says. */
export function Dashboard() {
  const t = useTranslations("dashboard");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { address, narrow, query } = useInsight();
  const { data: insight } = query;
  return (
    <>
      <header className="mb-4">
        <h1 className="font-semibold text-xl tracking-tight">{t("title")}</h1>
        <p className="mt-1 text-muted-foreground text-sm">{t("intro")}</p>
      </header>
      <RangeBar address={address} narrow={narrow} insight={insight} />
      <div className="mt-4 flex flex-col gap-4" aria-busy={query.isFetching}>
        {query.isError && insight !== undefined && (
          <p role="status" className="text-notice-foreground text-sm">
            {t("error.stale")}
          </p>
        )}
        {insight !== undefined ? (
          <Content insight={insight} isNarrowed={address.workflow !== null || address.account !== null} />
        ) : query.isError ? (
          <EmptyState
            icon={CloudOff}
            title={t("error.title")}
            actions={
              <Button busy={query.isFetching} onClick={() => void query.refetch()}>
                {common("retry")}
              </Button>
            }
          >
            {errorText(query.error)}
          </EmptyState>
        ) : (
          <DashboardSkeleton />
        )}
      </div>
    </>
  );
}

function Content({ insight, isNarrowed }: { insight: Insight; isNarrowed: boolean }) {
  const t = useTranslations("dashboard");
  if (runsOf(insight.totals) === 0 && insight.totals.slotSeconds === 0) {
    return (
      <EmptyState
        icon={ChartColumn}
        title={t(isNarrowed ? "empty.narrowed" : "empty.title")}
        actions={
          <Button asChild variant="outline">
            <Link href="/tasks">{t("empty.tasks")}</Link>
          </Button>
        }
      >
        {t("empty.body")}
      </EmptyState>
    );
  }
  return (
    <>
      <KeyFigures totals={insight.totals} />
      <div className="grid gap-4 [grid-template-columns:minmax(0,1fr)] lg:grid-cols-2 lg:[&>:last-child:nth-child(odd)]:col-span-2">
        <StepCards insight={insight} />
        <CauseCard causes={insight.causes} />
        <BalanceCard insight={insight} />
      </div>
      <GroupCards insight={insight} />
      <p className="text-muted-foreground text-xs">{t("note")}</p>
    </>
  );
}
