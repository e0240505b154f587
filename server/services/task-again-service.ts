/** A task once more: a copy beside the one that ran, so that both keep their history and results. */
import { type Actor, askerOf } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { NodeInput, NodeInputView, RunAgain, TaskView } from "@/lib/task-schemas";
import type { NewTask, TaskRepository } from "../persistence/task-repository";
import { authorize } from "./rights";
import type { Places } from "./task-intake-service";
import type { TaskQueries } from "./task-queries";

interface Ports {
  readonly tasks: Pick<TaskRepository, "insertOnce">;
  readonly queries: Pick<TaskQueries, "view">;
  readonly places: () => Promise<Places>;
  readonly newId: () => string;
  readonly kick: () => void;
}

/** What the copy has otherwise. */
interface Wish extends RunAgain {
  readonly start: boolean;
}

export class TaskAgainService {
  constructor(private readonly ports: Ports) {}

  /**
   * Copies inputs, version, machine, account, limit, and its row in a batch; a seed that was drawn is drawn anew. Machine
   * and limit may be others: what a run failed for may not fail the next. Asked for again under the id of a task that is
   * there, it makes none and answers with that one.
   * @throws AppError TASK_NOT_FOUND, ACCOUNT_NOT_FOUND (its account is not in use any more), FORBIDDEN, TOO_MANY_WAITING
   */
  async runAgain(actor: Actor, id: string, { start, as, ...changes }: Wish): Promise<TaskView> {
    authorize(actor, "changeTasks");
    const { tasks, queries, places, newId, kick } = this.ports;
    const original = await queries.view(id);
    if (original.accountId !== null && !(await places()).accounts.has(original.accountId)) {
      throw new AppError(
        "ACCOUNT_NOT_FOUND",
        "The account this task is bound to is not in use any more; copy the task and choose another place for it",
      );
    }
    const copy = { ...copyOf(original, as ?? newId(), start), ...given(changes) };
    const isNew = await tasks.insertOnce(copy, askerOf(actor));
    if (isNew && start) kick();
    return queries.view(copy.id);
  }
}

/** Without what was left open. */
function given({ instanceType, timeoutMinutes }: RunAgain): RunAgain {
  return { ...(instanceType && { instanceType }), ...(timeoutMinutes && { timeoutMinutes }) };
}

function copyOf(task: TaskView, id: string, start: boolean): NewTask {
  const { workflowId, workflowName, kind, site, batchId, batchRow } = task;
  return {
    id,
    start,
    workflowId,
    workflowName,
    kind,
    site,
    batchId,
    batchRow,
    boundTo: task.accountId,
    description: task.description ?? undefined,
    instanceType: task.instanceType ?? undefined,
    timeoutMinutes: task.timeoutMinutes ?? undefined,
    workflowVersionId: task.workflowVersionId ?? undefined,
    nodeInfoList: task.nodeInfoList.map(inputOf),
  };
}

function inputOf({ nodeId, fieldName, fieldValue, uploadId, random }: NodeInputView): NodeInput {
  if (random) return { nodeId, fieldName, random };
  return uploadId === undefined ? { nodeId, fieldName, fieldValue } : { nodeId, fieldName, uploadId };
}
