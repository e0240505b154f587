"use client";

import { ListTodo, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { workflowName } from "@/components/new-task/field-label";
import { useMayAct } from "@/components/shell/actor-context";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { isNarrowed, wishesOf } from "@/lib/list-address";

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
          <>
            <Button asChild>
              <Link href="/tasks/new">
                <Plus aria-hidden />
                {t("newTask")}
              </Link>
            </Button>
            <SampleLink />
          </>
        )
      }
    >
      <p>{t("empty.body")}</p>
      {lane?.simulator && <p className="mt-2">{t("empty.sample")}</p>}
    </EmptyState>
  );
}

/** Straight into the form of the smallest bundled sample, where there are any. */
function SampleLink() {
  const t = useTranslations("list.empty");
  const locale = useLocale();
  const { data: workflows } = trpc.workflows.list.useQuery();
  const samples = workflows?.filter(({ source, kind }) => source === "sample" && kind === "workflow") ?? [];
  const [sample] = samples.sort((a, b) => a.nodeCount - b.nodeCount);
  if (sample === undefined) return null;
  return (
    <Button asChild variant="outline">
      <Link href={`/tasks/new?workflow=${sample.id}`}>
        {t("trySample", { name: workflowName(sample, locale) })}
      </Link>
    </Button>
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
  return <NothingMatches list={list} />;
}

/** Names what the list is narrowed by; each can be taken back by itself. */
function NothingMatches({ list: { address, narrow, clear } }: { list: ListAddressState }) {
  const t = useTranslations("list.empty");
  const tasks = useTranslations("tasks.emptyFiltered");
  const status = useTranslations("common.status");
  const q = address.q.trim();
  return (
    <EmptyState
      icon={SearchX}
      title={q === "" ? tasks("title") : t("noHit", { q })}
      actions={
        <>
          {q !== "" && (
            <Button variant="outline" onClick={() => narrow({ q: "" })}>
              {t("dropSearch")}
            </Button>
          )}
          {address.status !== null && (
            <Button variant="outline" onClick={() => narrow({ status: null })}>
              {t("anyStatus", { status: status(address.status) })}
            </Button>
          )}
          <Button variant="outline" onClick={clear}>
            {tasks("clear")}
          </Button>
        </>
      }
    >
      {wishesOf(address).length > 0 ? t("seeChips") : tasks("body")}
    </EmptyState>
  );
}
