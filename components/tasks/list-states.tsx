"use client";

import { CloudOff, ListTodo, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { useErrorText } from "@/components/error-text";
import { useLane } from "@/components/lane/use-lane";
import { useMayAct } from "@/components/shell/actor-context";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { errorMessage } from "@/lib/client-error";
import { isNarrowed } from "@/lib/list-address";

/** Before the first task: what this is, and the one thing to do. */
function FirstTime() {
  const t = useTranslations("tasks");
  const mayAct = useMayAct();
  const { data: lane } = useLane();
  return (
    <EmptyState
      icon={ListTodo}
      title={t("empty.title")}
      actions={
        mayAct && (
          <Button asChild>
            <Link href="/tasks/new">
              <Plus aria-hidden />
              {t("newTask")}
            </Link>
          </Button>
        )
      }
    >
      <p>{t("empty.body")}</p>
      {lane?.simulator && <p className="mt-2">{t("empty.sample")}</p>}
    </EmptyState>
  );
}

/** No rows: for the first time, on this tab, or by these filters. */
export function EmptyList({ list, firstTime }: { list: ListAddressState; firstTime: boolean }) {
  const t = useTranslations("tasks");
  const words = useTranslations("common.status");
  const { address, clear } = list;
  if (firstTime) return <FirstTime />;
  if (address.status !== null && !isNarrowed(address)) {
    return (
      <EmptyState
        icon={ListTodo}
        title={t("emptyTab.title", { status: words(address.status) })}
        actions={
          <Button variant="outline" onClick={clear}>
            {t("emptyTab.clear")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={t("emptyFiltered.title")}
      actions={
        <Button variant="outline" onClick={clear}>
          {t("emptyFiltered.clear")}
        </Button>
      }
    >
      {t("emptyFiltered.body")}
    </EmptyState>
  );
}

export function ListError({
  error,
  onRetry,
  retrying,
}: {
  error: unknown;
  onRetry: () => void;
  retrying: boolean;
}) {
  const t = useTranslations("tasks.error");
  const common = useTranslations("common");
  const errorText = useErrorText();
  return (
    <EmptyState
      icon={CloudOff}
      title={t("title")}
      actions={
        <>
          <Button onClick={onRetry} busy={retrying}>
            {common("retry")}
          </Button>
          <CopyButton variant="outline" size="default" text={() => errorMessage(error)}>
            {common("copyDetails")}
          </CopyButton>
        </>
      }
    >
      {t("body", { detail: errorText(error) })}
    </EmptyState>
  );
}
