import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { inUse } from "@/components/accounts/place";
import { BatchLink } from "@/components/batch-builder/batch-link";
import { ChooseWorkflow } from "@/components/new-task/choose-workflow";
import { workflowName } from "@/components/new-task/field-label";
import { NewTaskForm } from "@/components/new-task/new-task-form";
import { ChangedBanner } from "@/components/workflows/changed-banner";
import { OlderVersion } from "@/components/workflows/older-version";
import type { WorkflowDetail, WorkflowView } from "@/lib/workflow-schemas";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";
import { givenInput, orNotFound, single, workflowFor } from "./asked";

interface Props {
  searchParams: Promise<Record<"workflow" | "from" | "input" | "field", string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newTask"))("title") };
}

/** Where to come back to after signing in. */
function addressOf(asked: Record<string, string | undefined>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length === 0 ? "/tasks/new" : `/tasks/new?${new URLSearchParams(given)}`;
}

/** What a banner needs: the fields of a large form are sent to the browser once. */
function viewOf({ fields: _, outputNodes: __, ...view }: WorkflowDetail): WorkflowView {
  return view;
}

export default async function NewTaskPage({ searchParams }: Props) {
  const asked = await searchParams;
  const from = single(asked.from);
  const workflowId = single(asked.workflow);
  const inputId = single(asked.input);
  const caller = createCaller({
    actor: await requireActor(addressOf({ from, workflow: workflowId, input: inputId })),
  });
  const copyOf = from === undefined ? null : await orNotFound(caller.tasks.get({ id: from }));
  const workflow =
    copyOf !== null
      ? await workflowFor(caller, copyOf)
      : workflowId === undefined
        ? null
        : await orNotFound(caller.workflows.get({ id: workflowId }));
  const [t, locale] = await Promise.all([getTranslations("newTask"), getLocale()]);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-5 md:px-6 md:py-6">
      <Link
        href={workflow === null ? "/tasks" : "/tasks/new"}
        className="focus-ring -ml-1 inline-flex items-center gap-1 rounded-sm px-1 text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {workflow === null ? t("back") : t("form.another")}
      </Link>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="min-w-0 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
          {workflow === null
            ? t("choose.title")
            : t("form.titleFor", { name: workflowName(workflow, locale) })}
        </h1>
        {workflow !== null && (
          <BatchLink
            to={copyOf === null ? { workflow: workflow.id } : { copyOf: copyOf.id }}
            name={workflowName(workflow, locale)}
          />
        )}
      </div>
      {workflow === null && <p className="mt-1 text-muted-foreground text-sm">{t("choose.intro")}</p>}
      {workflow !== null && (
        <div className="mt-4 empty:hidden">
          {copyOf === null ? (
            <ChangedBanner workflow={viewOf(workflow)} place="form" />
          ) : (
            <OlderVersion workflow={viewOf(workflow)} />
          )}
        </div>
      )}
      <div className="mt-5">
        {workflow === null ? (
          <ChooseWorkflow workflows={await caller.workflows.list()} />
        ) : (
          <NewTaskForm
            key={[copyOf?.id ?? workflow.id, workflow.versionId, inputId].join(" ")}
            workflow={workflow}
            copyOf={copyOf}
            input={await givenInput(caller, inputId)}
            marked={[asked.field ?? []].flat()}
            accounts={inUse(await caller.accounts.list())}
          />
        )}
      </div>
    </div>
  );
}
