import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { TaskPage } from "@/components/task/task-page";
import { errorCode } from "@/lib/client-error";
import type { TaskDetail } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

interface Props {
  params: Promise<{ id: string }>;
}

const callerFor = cache(async (id: string) => createCaller({ actor: await requireActor(`/tasks/${id}`) }));

/** Once per request, for the title and the page. */
const readTask = cache(async (id: string): Promise<TaskDetail> => {
  const caller = await callerFor(id);
  try {
    return await caller.tasks.get({ id });
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND") notFound();
    throw error;
  }
});

/** The words of the workflow's form for the task's inputs; none when the library does not know it. */
async function fieldsOf(task: TaskDetail): Promise<FormField[]> {
  const caller = await callerFor(task.id);
  const library = await caller.workflows.list();
  const known = library.find(({ remoteId, kind }) => remoteId === task.workflowId && kind === task.kind);
  return known === undefined ? [] : (await caller.workflows.get({ id: known.id })).fields;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("task");
  return { title: t("pageTitle", { name: (await readTask((await params).id)).workflowName }) };
}

export default async function TaskDetailPage({ params }: Props) {
  const task = await readTask((await params).id);
  return <TaskPage initial={task} fields={await fieldsOf(task)} />;
}
