/** What did a person ask? Start, stop, delete and undo of one task, and the batch of each; where tasks run. */
import { type Actor, askerOf } from "@/lib/actor";
import { AppError, isAppError } from "@/lib/errors";
import type { AssignTasks, BatchReport, BatchTarget, TaskView } from "@/lib/task-schemas";
import { actionsFor, type TaskAction } from "@/lib/task-status";
import { isUuid } from "@/lib/uuid";
import type { Logger } from "../log";
import type { AccountRepository } from "../persistence/account-repository";
import type { AssignmentRepository } from "../persistence/assignment-repository";
import type { AuditLog } from "../persistence/audit-log";
import type { TaskRepository } from "../persistence/task-repository";
import { accountNotFound } from "./account-service";
import { notInThisStatus } from "./action-refusal";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";
import { taskNotFound } from "./task-not-found";
import type { TaskQueries } from "./task-queries";

interface Ports {
  readonly tasks: Pick<TaskRepository, "start" | "stop" | "softDelete" | "restore" | "statusOf">;
  readonly assignments: AssignmentRepository;
  readonly accounts: Pick<AccountRepository, "find">;
  readonly queries: Pick<TaskQueries, "view" | "resolve">;
  readonly audit: Pick<AuditLog, "write">;
  /** Wakes the queue, so that nobody waits for its next beat. */
  readonly kick: () => void;
  readonly log: Pick<Logger, "error">;
}

type Outcome = BatchReport["succeeded"][number] | BatchReport["failed"][number];

/** Tasks of a batch acted on at the same time; enough to hide the round trips, few enough to leave the pool to others. */
const BATCH_WIDTH = 6;

export class TaskController {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError TASK_NOT_FOUND, INVALID_TRANSITION, TOO_MANY_WAITING */
  async start(actor: Actor, id: string): Promise<TaskView> {
    await this.act(actor, "start", id);
    return this.ports.queries.view(id);
  }

  /** @throws AppError TASK_NOT_FOUND, INVALID_TRANSITION */
  async stop(actor: Actor, id: string): Promise<TaskView> {
    await this.act(actor, "stop", id);
    return this.ports.queries.view(id);
  }

  /** @throws AppError TASK_NOT_FOUND */
  async remove(actor: Actor, id: string): Promise<{ id: string; deleted: true }> {
    await this.act(actor, "delete", id);
    return { id, deleted: true };
  }

  /** Undoes a delete while it is not purged. @throws AppError TASK_NOT_FOUND */
  async restore(actor: Actor, id: string): Promise<TaskView> {
    authorize(actor, "changeTasks");
    if (!isUuid(id) || !(await this.ports.tasks.restore(id, actor.name))) throw taskNotFound(id);
    this.ports.kick(); // it may be in line again
    return this.ports.queries.view(id);
  }

  /** One bad task never spoils the rest: what was refused is in the report, with its reason. Oldest first. */
  async batch(actor: Actor, action: TaskAction, target: BatchTarget): Promise<BatchReport> {
    const report = await this.forEach(actor, target, (id) => this.act(actor, action, id));
    const { requested, succeeded, failed } = report;
    // One entry for all of them: each task's own timeline tells the rest.
    await this.ports.audit.write(
      recordOf(actor, "tasks.batch", undefined, {
        action,
        requested,
        succeeded: succeeded.length,
        failed: failed.length,
      }),
    );
    return report;
  }

  /**
   * Moves tasks to an account, or to any account of the site they have now. Their files are sent there by themselves.
   * @throws AppError ACCOUNT_NOT_FOUND
   */
  async assign(actor: Actor, { target, accountId }: AssignTasks): Promise<BatchReport> {
    authorize(actor, "changeTasks");
    const account = accountId === null ? null : await this.ports.accounts.find(accountId);
    if (accountId !== null && (account === null || account.removedAt !== null)) throw accountNotFound();
    return this.forEach(actor, target, (id) => this.bind(actor, accountId, id));
  }

  private async forEach(
    actor: Actor,
    target: BatchTarget,
    act: (id: string) => Promise<string>,
  ): Promise<BatchReport> {
    authorize(actor, "changeTasks");
    const report: BatchReport = { requested: 0, succeeded: [], failed: [] };
    for await (const ids of this.ports.queries.resolve(target)) {
      report.requested += ids.length;
      for (let from = 0; from < ids.length; from += BATCH_WIDTH) {
        const outcomes = await Promise.all(
          ids.slice(from, from + BATCH_WIDTH).map((id) => this.outcome(id, act)),
        );
        for (const outcome of outcomes) {
          if ("code" in outcome) report.failed.push(outcome);
          else report.succeeded.push(outcome);
        }
      }
    }
    return report;
  }

  private async outcome(id: string, act: (id: string) => Promise<string>): Promise<Outcome> {
    try {
      return { id, status: await act(id) };
    } catch (error) {
      if (isAppError(error))
        return { id, code: error.code, message: error.message, status: error.details.status ?? null };
      this.ports.log.error({ err: error, taskId: id }, "an action of a batch failed");
      return { id, code: "INTERNAL", message: "Something went wrong on our side; try again", status: null };
    }
  }

  private async bind(actor: Actor, accountId: string | null, id: string): Promise<string> {
    if (!isUuid(id)) throw taskNotFound(id);
    const bound = await this.ports.assignments.bind(id, accountId, actor.name);
    if (bound !== null) {
      this.ports.kick();
      return bound;
    }
    const status = await this.ports.tasks.statusOf(id);
    if (status === null) throw taskNotFound(id);
    throw new AppError(
      "INVALID_TRANSITION",
      `A ${status} task cannot be moved now: ${status === "SUCCESS" ? "it is done" : "its run belongs to an account"}`,
      { status },
    );
  }

  /** @returns the status the task has afterwards, or DELETED. */
  private async act(actor: Actor, action: TaskAction, id: string): Promise<string> {
    authorize(actor, "changeTasks");
    if (!isUuid(id)) throw taskNotFound(id);
    if (!(await this.write(actor, action, id))) throw await this.refusal(action, id);
    this.ports.kick();
    return { start: "PENDING", stop: "STOPPED", delete: "DELETED" }[action];
  }

  private write(actor: Actor, action: TaskAction, id: string): Promise<boolean> {
    const { tasks } = this.ports;
    if (action === "start") return tasks.start(id, askerOf(actor));
    return action === "stop" ? tasks.stop(id, actor.name) : tasks.softDelete(id, actor.name);
  }

  private async refusal(action: TaskAction, id: string): Promise<AppError> {
    const status = await this.ports.tasks.statusOf(id);
    if (status === null) return taskNotFound(id);
    return new AppError("INVALID_TRANSITION", notInThisStatus(action, status), {
      status,
      allowed: actionsFor(status),
    });
  }
}
