import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { inUse } from "@/components/accounts/place";
import { workflowName } from "@/components/new-task/field-label";
import { WorkflowPage } from "@/components/workflows/workflow-page";
import { errorCode } from "@/lib/client-error";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

interface Props {
  params: Promise<{ id: string }>;
}

const callerFor = cache(async (id: string) =>
  createCaller({ actor: await requireActor(`/workflows/${id}`) }),
);

/** Once per request, for the title and the page. */
const readWorkflow = cache(async (id: string): Promise<WorkflowDetail> => {
  const caller = await callerFor(id);
  try {
    return await caller.workflows.get({ id });
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND" || errorCode(error) === "WORKFLOW_NOT_FOUND") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("workflow"), getLocale()]);
  return { title: t("pageTitle", { name: workflowName(await readWorkflow((await params).id), locale) }) };
}

export default async function WorkflowDetailPage({ params }: Props) {
  const { id } = await params;
  const workflow = await readWorkflow(id);
  const caller = await callerFor(id);
  const [arrangement, accounts] = await Promise.all([
    caller.workflows.arrangement({ id }),
    caller.accounts.list(),
  ]);
  const { fields: _, outputNodes: __, ...view } = workflow;
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-5 md:px-6 md:py-6">
      <WorkflowPage initial={view} arrangement={arrangement} accounts={inUse(accounts)} />
    </div>
  );
}
