import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { BatchScreen } from "@/components/batches/batch-screen";
import type { BatchView } from "@/lib/batch-schemas";
import { errorCode } from "@/lib/client-error";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

interface Props {
  params: Promise<{ id: string }>;
}

const callerFor = cache(async (id: string) => createCaller({ actor: await requireActor(`/batches/${id}`) }));

/** Once per request, for the title and the page. */
const readBatch = cache(async (id: string): Promise<BatchView> => {
  const caller = await callerFor(id);
  try {
    return await caller.batches.get({ id });
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND") notFound();
    throw error;
  }
});

/** The forms of what the batch runs, for the words of its columns; those the library does not know are left out. */
async function formsOf(batch: BatchView): Promise<WorkflowDetail[]> {
  const caller = await callerFor(batch.id);
  const library = await caller.workflows.list();
  const known = batch.workflows.flatMap(
    ({ workflowId, kind }) =>
      library.find((workflow) => workflow.remoteId === workflowId && workflow.kind === kind) ?? [],
  );
  return Promise.all(known.map(({ id }) => caller.workflows.get({ id })));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await readBatch((await params).id);
  const t = await getTranslations("batches");
  return { title: name === null ? t("title") : t("pageTitle", { name }) };
}

export default async function BatchPage({ params }: Props) {
  const batch = await readBatch((await params).id);
  const forms = await formsOf(batch);
  return (
    <BatchScreen
      initial={batch}
      fields={forms.flatMap(({ fields }) => fields)}
      outputNodes={forms.flatMap(({ outputNodes }) => outputNodes)}
    />
  );
}
