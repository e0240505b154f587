/** An unclear submit settled by a person: "it is running" or "it did not start". Both are held against RunningHub first. */
import type { Actor } from "@/lib/actor";
import { CREATE_DEADLINE_SECONDS } from "@/lib/attempt-state";
import { AppError } from "@/lib/errors";
import type { TaskView } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import type { CurrentAttempt, SettlementRepository } from "../persistence/settlement-repository";
import { isRunningHubError, type RemoteSnapshot, type RunningHubClient } from "../runninghub/contract";
import type { AccountService } from "./account-service";
import { authorize } from "./rights";
import { asRefusal } from "./runninghub-refusal";
import { taskNotFound } from "./task-not-found";
import type { TaskQueries } from "./task-queries";
import type { UnnamedRuns } from "./unnamed-runs";

interface Ports {
  readonly settlements: SettlementRepository;
  readonly unnamedRuns: Pick<UnnamedRuns, "count">;
  readonly credentials: AccountService["credentials"];
  readonly runningHub: Pick<RunningHubClient, "query">;
  readonly queries: Pick<TaskQueries, "view">;
  readonly kick: () => void;
}

type UnclearAttempt = Extract<CurrentAttempt, { id: string }>;

export class SubmitSettlement {
  constructor(private readonly ports: Ports) {}

  /**
   * "It is running": the run is watched from now on. Of a task that was stopped meanwhile it is cancelled; one that was
   * given up as SUBMIT_UNKNOWN is corrected when the run succeeds.
   * @throws AppError TASK_NOT_FOUND, INVALID_TRANSITION, EVIDENCE_AGAINST, RUNNINGHUB_UNREACHABLE, RUNNINGHUB_REFUSED, FORBIDDEN
   */
  async linkRun(actor: Actor, id: string, remoteId: string): Promise<TaskView> {
    authorize(actor, "changeTasks");
    const attempt = await this.unclear(id);
    const snapshot = await this.lookUp(attempt, remoteId);
    if (snapshot.state === "LOST")
      throw new AppError(
        "EVIDENCE_AGAINST",
        `RunningHub does not know ${remoteId} on this account; copy the id of the run from the account's task list on the website`,
      );
    const linked = await this.ports.settlements.link(attempt, remoteId, actor.name);
    if (linked === "settled") throw settledMeanwhile();
    if (!linked)
      throw new AppError(
        "EVIDENCE_AGAINST",
        `${remoteId} is the run of another task here; look for one that no task has`,
      );
    this.ports.kick();
    return this.ports.queries.view(id);
  }

  /**
   * "It did not start": the task waits again and is sent anew. Refused while RunningHub counts a run that we cannot name.
   * @throws AppError TASK_NOT_FOUND, INVALID_TRANSITION, EVIDENCE_AGAINST, RUNNINGHUB_UNREACHABLE, RUNNINGHUB_REFUSED, FORBIDDEN
   */
  async sendAgain(actor: Actor, id: string): Promise<TaskView> {
    authorize(actor, "changeTasks");
    const attempt = await this.unclear(id);
    if (attempt.status !== "PENDING")
      throw new AppError(
        "INVALID_TRANSITION",
        `This ${attempt.status} task does not wait for the submit any more; restart it to run it again`,
        { status: attempt.status, allowed: ["start", "delete"] },
      );
    const left = CREATE_DEADLINE_SECONDS - (attempt.ageSeconds ?? 0);
    if (!attempt.replied && left > 0)
      throw new AppError(
        "INVALID_TRANSITION",
        `The submit may still be on its way; try again in ${Math.ceil(left)} seconds`,
        { status: attempt.status },
      );
    const asked = performance.now();
    await this.requireNoUnnamedRun(attempt.accountId);
    const askedSeconds = (performance.now() - asked) / 1000;
    const outcome = await this.ports.settlements.disprove(attempt.id, actor.name, askedSeconds);
    if (outcome === "settled") throw settledMeanwhile();
    if (outcome === "alive")
      throw new AppError(
        "EVIDENCE_AGAINST",
        "While RunningHub was being asked, another answer of it showed a run that may be this task. Find its id on the website and link it, or wait",
      );
    this.ports.kick();
    return this.ports.queries.view(id);
  }

  private async unclear(id: string): Promise<UnclearAttempt> {
    const current = isUuid(id) ? await this.ports.settlements.current(id) : null;
    if (current === null) throw taskNotFound(id);
    if (current.id === null || current.state !== "UNKNOWN")
      throw new AppError(
        "INVALID_TRANSITION",
        `The submit of this ${current.status} task is not unclear, so there is nothing to settle`,
        { status: current.status },
      );
    return current;
  }

  private async lookUp(attempt: UnclearAttempt, remoteId: string): Promise<RemoteSnapshot> {
    const credentials = await this.ports.credentials(attempt.accountId);
    return asRefusal(async () => {
      try {
        return await this.ports.runningHub.query(credentials, remoteId);
      } catch (error) {
        // Not even an id to RunningHub.
        if (isRunningHubError(error) && error.errorClass === "refused") return { state: "LOST" };
        throw error;
      }
    });
  }

  private async requireNoUnnamedRun(accountId: string): Promise<void> {
    const credentials = await this.ports.credentials(accountId);
    const { counted, named } = await asRefusal(() => this.ports.unnamedRuns.count(accountId, credentials));
    if (counted > named)
      throw new AppError(
        "EVIDENCE_AGAINST",
        `RunningHub counts ${counted} runs and we know ${named} of them: one of the others may be this task. Find its id on the website and link it, or wait`,
      );
  }
}

function settledMeanwhile(): AppError {
  return new AppError("INVALID_TRANSITION", "The submit has been settled meanwhile; look at the task again");
}
