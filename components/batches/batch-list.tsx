"use client";

import { CloudOff, Layers, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { FreshnessBadge } from "@/components/live/freshness-badge";
import { PageHead } from "@/components/page-head";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { BatchPage } from "@/lib/batch-schemas";
import { BatchListRow } from "./batch-list-row";
import { useBatches } from "./use-batches";

/** All batches, the newest first, live. `initial` is what the server read with the page. */
export function BatchList({ initial }: { initial: BatchPage }) {
  const t = useTranslations("batches");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const { batches, query } = useBatches(initial);
  const isEmpty = batches.length === 0;
  return (
    <>
      <PageHead
        title={t("title")}
        intro={t("intro")}
        action={
          <div className="flex items-center gap-3">
            <FreshnessBadge />
            {mayAct && !isEmpty && <NewBatch />}
          </div>
        }
      />
      {query.isError && !isEmpty && (
        <p role="status" className="mb-3 text-notice-foreground text-sm">
          {t("error.stale")}
        </p>
      )}
      {query.isError && isEmpty ? (
        <EmptyState
          icon={CloudOff}
          title={t("error.title")}
          actions={
            <Button busy={query.isFetching} onClick={() => void query.refetch()}>
              {common("retry")}
            </Button>
          }
        >
          {t("error.body", { detail: errorText(query.error) })}
        </EmptyState>
      ) : isEmpty ? (
        <EmptyState icon={Layers} title={t("empty.title")} actions={mayAct && <NewBatch />}>
          <p>{t("empty.body")}</p>
          <p className="mt-2">{t("empty.how")}</p>
        </EmptyState>
      ) : (
        <>
          <ul className="divide-y rounded-lg border bg-card">
            {batches.map((batch) => (
              <BatchListRow key={batch.id} batch={batch} />
            ))}
          </ul>
          {query.hasNextPage && (
            <div className="mt-3 flex justify-center">
              <Button
                variant="outline"
                busy={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t("more")}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

function NewBatch() {
  const t = useTranslations("batches");
  return (
    <Button asChild>
      <Link href="/tasks/new">
        <Plus aria-hidden />
        {t("new")}
      </Link>
    </Button>
  );
}
