import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { inUse } from "@/components/accounts/place";
import { ChooseWorkflow } from "@/components/new-task/choose-workflow";
import { workflowName } from "@/components/new-task/field-label";
import { workflowOfTask } from "@/components/new-task/fields-of-task";
import { NewTaskForm } from "@/components/new-task/new-task-form";
import { errorCode } from "@/lib/client-error";
import type { TaskView } from "@/lib/task-schemas";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

interface Props {
  searchParams: Promise<{ workflow?: string | string[]; from?: string | string[] }>;
}

type Caller = ReturnType<typeof createCaller>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("newTask"))("title") };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Where to come back to after signing in. */
function addressOf(asked: Record<string, string | undefined>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length === 0 ? "/tasks/new" : `/tasks/new?${new URLSearchParams(given)}`;
}

/** A wrong id in the address is a page that does not exist, not a fault. */
async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND") notFound();
    throw error;
  }
}

/** A copy runs what the task ran: its own version first, and only for tasks without one what the library has now. */
async function workflowFor(caller: Caller, task: TaskView): Promise<WorkflowDetail> {
  if (task.workflowVersionId !== null)
    return caller.workflows.getVersion({ versionId: task.workflowVersionId });
  const library = await caller.workflows.list();
  const same = library.filter(
    (workflow) => workflow.remoteId === task.workflowId && workflow.kind === task.kind,
  );
  const [known] = same;
  return known === undefined ? workflowOfTask(task) : caller.workflows.get({ id: known.id });
}

export default async function NewTaskPage({ searchParams }: Props) {
  const asked = await searchParams;
  const from = single(asked.from);
  const workflowId = single(asked.workflow);
  const caller = createCaller({ actor: await requireActor(addressOf({ from, workflow: workflowId })) });
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
      <h1 className="mt-2 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
        {workflow === null ? t("choose.title") : t("form.titleFor", { name: workflowName(workflow, locale) })}
      </h1>
      {workflow === null && <p className="mt-1 text-muted-foreground text-sm">{t("choose.intro")}</p>}
      <div className="mt-5">
        {workflow === null ? (
          <ChooseWorkflow workflows={await caller.workflows.list()} />
        ) : (
          <NewTaskForm
            key={copyOf?.id ?? workflow.id}
            workflow={workflow}
            copyOf={copyOf}
            accounts={inUse(await caller.accounts.list())}
          />
        )}
      </div>
    </div>
  );
}
