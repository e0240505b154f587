"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { useErrorText } from "@/components/error-text";
import { PageHead } from "@/components/page-head";
import { SectionCard } from "@/components/task/section-card";
import { RelativeTime } from "@/components/time";
import { ALONE, trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { type Finding, VERDICTS } from "@/lib/diagnosis";
import { FindingRow } from "./finding-row";
import { StateCard } from "./state-card";
import { useReport } from "./use-report";

const STATE_INTERVAL_MS = 5_000;
/** RunningHub is asked each time; whoever comes back within this sees what was found before. */
const FINDINGS_FRESH_MS = 60_000;

/** Is all well, and how does the process do? For administrators. */
export function DiagnosticsPage() {
  const t = useTranslations("diagnostics");
  const errorText = useErrorText();
  const report = useReport();
  const examined = trpc.diagnostics.examine.useQuery(undefined, {
    ...ALONE,
    staleTime: FINDINGS_FRESH_MS,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const state = trpc.diagnostics.state.useQuery(undefined, { refetchInterval: STATE_INTERVAL_MS });
  const { data: findings, error, isFetching, refetch, dataUpdatedAt } = examined;
  return (
    <>
      <PageHead
        title={t("title")}
        intro={t("intro")}
        action={
          <div className="flex flex-wrap items-center gap-2">
            <Button
              variant="outline"
              size="sm"
              className="max-md:h-10"
              busy={isFetching}
              onClick={() => void refetch()}
            >
              <RefreshCw aria-hidden className="text-muted-foreground" />
              {t("again")}
            </Button>
            <CopyButton
              variant="outline"
              size="sm"
              className="max-md:h-10"
              disabled={findings === undefined}
              text={() => report(findings ?? [], state.data)}
            >
              {t("copy")}
            </CopyButton>
          </div>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <SectionCard
          title={t("checks")}
          actions={
            findings !== undefined && (
              <p className="text-muted-foreground text-xs">
                <RelativeTime value={new Date(dataUpdatedAt).toISOString()} />
              </p>
            )
          }
        >
          <p role="status" className="border-b px-4 py-2.5 text-sm">
            {isFetching ? t("checking") : findings === undefined ? t("failed") : t("sum", countsOf(findings))}
          </p>
          {error !== null && <p className="p-4 text-destructive-text text-sm">{errorText(error)}</p>}
          {findings === undefined && error === null && <Skeleton className="m-4 h-64" />}
          <ul className="divide-y" aria-busy={isFetching}>
            {worstFirst(findings ?? []).map((finding) => (
              <FindingRow key={JSON.stringify(finding)} finding={finding} />
            ))}
          </ul>
        </SectionCard>
        <StateCard state={state.data} failed={state.error !== null && state.data === undefined} />
      </div>
    </>
  );
}

function countsOf(findings: readonly Finding[]) {
  const count = (wanted: Finding["verdict"]) => findings.filter(({ verdict }) => verdict === wanted).length;
  return { problems: count("problem"), warnings: count("warning") };
}

function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = ({ verdict }: Finding) => VERDICTS.indexOf(verdict);
  return [...findings].sort((one, other) => rank(other) - rank(one));
}
