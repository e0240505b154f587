/** What the address of a form names. */
import { notFound } from "next/navigation";
import { workflowOfTask } from "@/components/new-task/fields-of-task";
import type { GivenInput } from "@/components/new-task/given-input";
import { errorCode } from "@/lib/client-error";
import type { TaskView } from "@/lib/task-schemas";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import type { createCaller } from "@/server/transport/router";

type Caller = ReturnType<typeof createCaller>;

export function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A wrong id in the address is a page that does not exist, not a fault. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND") notFound();
    throw error;
  }
}

/** The file the form is opened with; one that is gone is told of in the form. */
export async function givenInput(caller: Caller, id: string | undefined): Promise<GivenInput | null> {
  if (id === undefined) return null;
  try {
    return await caller.uploads.get({ id });
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND") return "gone";
    throw error;
  }
}

/** A copy runs what the task ran: its own version first, and only for tasks without one what the library has now. */
export async function workflowFor(caller: Caller, task: TaskView): Promise<WorkflowDetail> {
  if (task.workflowVersionId !== null)
    return caller.workflows.getVersion({ versionId: task.workflowVersionId });
  const library = await caller.workflows.list();
  const same = library.filter(
    (workflow) => workflow.remoteId === task.workflowId && workflow.kind === task.kind,
  );
  const [known] = same;
  return known === undefined ? workflowOfTask(task) : caller.workflows.get({ id: known.id });
}
