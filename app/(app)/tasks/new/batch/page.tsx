import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { inUse } from "@/components/accounts/place";
import { BatchBuilder } from "@/components/batch-builder/batch-builder";
import { BuilderFrame } from "@/components/batch-builder/builder-frame";
import { workflowName } from "@/components/new-task/field-label";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";
import { orNotFound, single, workflowFor } from "../asked";

interface Props {
  searchParams: Promise<{ workflow?: string | string[]; copyOf?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batchBuilder"))("title") };
}

/** Where to come back to after signing in. */
function addressOf(asked: Record<string, string | undefined>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `/tasks/new/batch?${new URLSearchParams(given)}`;
}

export default async function BatchBuilderPage({ searchParams }: Props) {
  const asked = await searchParams;
  const copyId = single(asked.copyOf);
  const workflowId = single(asked.workflow);
  const actor = await requireActor(addressOf({ workflow: workflowId, copyOf: copyId }));
  const caller = createCaller({ actor });
  const copyOf = copyId === undefined ? null : await orNotFound(caller.tasks.get({ id: copyId }));
  if (copyOf === null && workflowId === undefined) redirect("/tasks/new");
  const workflow =
    copyOf === null
      ? await orNotFound(caller.workflows.get({ id: workflowId ?? "" }))
      : await workflowFor(caller, copyOf);
  const [t, locale] = await Promise.all([getTranslations("batchBuilder"), getLocale()]);
  return (
    <BuilderFrame>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="min-w-0 font-semibold text-lg tracking-tight [overflow-wrap:anywhere]">
          {t("titleFor", { name: workflowName(workflow, locale) })}
        </h1>
        <Link
          href={copyOf === null ? `/tasks/new?workflow=${workflow.id}` : `/tasks/new?from=${copyOf.id}`}
          className="focus-ring inline-flex items-center gap-1 rounded-sm text-muted-foreground text-sm hover:text-foreground"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t("back")}
        </Link>
      </div>
      <BatchBuilder
        key={copyOf?.id ?? workflow.id}
        workflow={workflow}
        copyOf={copyOf}
        accounts={inUse(await caller.accounts.list())}
      />
    </BuilderFrame>
  );
}
