"use client";

import { Download, ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { PageHead } from "@/components/page-head";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useHydrated } from "@/components/use-hydrated";
import { useRestingValue } from "@/components/use-resting-value";
import { useAuditAddress } from "./audit-address";
import { AuditFilters } from "./audit-filters";
import { AuditRow } from "./audit-row";

const RESTS_AFTER_MS = 300;

/** The log, once the browser has said whose days its address means. */
export function AuditPage() {
  const t = useTranslations("audit");
  if (useHydrated()) return <AuditList />;
  return (
    <>
      <PageHead title={t("title")} intro={t("intro")} />
      <Skeleton className="h-64" />
    </>
  );
}

/** Who did what, the newest first, and the way to take it along. */
function AuditList() {
  const t = useTranslations("audit");
  const errorText = useErrorText();
  const { address, narrow, filter } = useAuditAddress();
  const asked = useRestingValue(filter, RESTS_AFTER_MS);
  const log = trpc.audit.page.useInfiniteQuery(asked, {
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  const entries = log.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHead
        title={t("title")}
        intro={t("intro")}
        action={
          <div className="flex items-center gap-1">
            {(["csv", "json"] as const).map((format) => (
              <Button key={format} asChild variant="outline" size="sm" className="max-md:h-10">
                <a href={`/api/audit/export?${new URLSearchParams({ ...filter, format })}`} download>
                  <Download aria-hidden className="text-muted-foreground" />
                  {t(format)}
                </a>
              </Button>
            ))}
          </div>
        }
      />
      <AuditFilters address={address} narrow={narrow} />
      <SectionCard title={t("entries")}>
        {log.error !== null && <p className="p-4 text-destructive-text text-sm">{errorText(log.error)}</p>}
        {entries === undefined && log.error === null && <Skeleton className="m-4 h-40" />}
        {entries?.length === 0 && (
          <EmptyState icon={ScrollText} title={t("none")} className="py-10">
            {t("noneText")}
          </EmptyState>
        )}
        <ul className="divide-y" aria-busy={log.isFetching}>
          {entries?.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ul>
        {log.hasNextPage && (
          <div className="flex justify-center border-t p-3">
            <Button
              variant="outline"
              size="sm"
              busy={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {t("more")}
            </Button>
          </div>
        )}
      </SectionCard>
    </>
  );
}
