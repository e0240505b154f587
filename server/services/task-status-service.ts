/** What happened out there? Looks at runs, times tasks out, settles unclear submits, frees slots. */
import { CREATE_DEADLINE_SECONDS } from "@/lib/attempt-state";
import type { Logger } from "../log";
import type { AccountRepository } from "../persistence/account-repository";
import type { AttemptRepository } from "../persistence/attempt-repository";
import type { Lease } from "../persistence/lease-fence";
import type { Reason } from "../persistence/task-transition";
import type { NewOutput, WatchedAttempt, WatchRepository } from "../persistence/watch-repository";
import {
  isRunningHubError,
  type RemoteSnapshot,
  type RunningHubClient,
  type RunningHubCredentials,
} from "../runninghub/contract";
import { step } from "../step";
import type { AccountService } from "./account-service";
import type { InFlight } from "./in-flight";
import { afterFailureSeconds, jitter, nextLookSeconds } from "./poll-schedule";
import type { ProgressService } from "./progress-service";
import type { UnnamedRuns } from "./unnamed-runs";

interface Ports {
  readonly watch: WatchRepository;
  readonly attempts: Pick<AttemptRepository, "giveUpUnknown">;
  readonly accounts: Pick<AccountRepository, "clearBackOff" | "pause">;
  readonly credentials: AccountService["credentials"];
  readonly runningHub: Pick<RunningHubClient, "query" | "cancel">;
  readonly unnamedRuns: Pick<UnnamedRuns, "count">;
  readonly inFlight: InFlight;
  readonly progress: Pick<ProgressService, "follow" | "forget" | "isFollowed">;
  readonly random: () => number;
  readonly log: Logger;
}

interface Settings {
  readonly taskTimeoutMinutes: number;
  readonly statusCheckIntervalSeconds: number;
  readonly submitUnknownGraceSeconds: number;
  readonly maxAutoRetries: number;
}

const LOOKS_AT_ONCE = 20;
/** A cancel that had no effect yet is sent again after this long. */
const CANCEL_AGAIN_SECONDS = 15;
/** Right after a create RunningHub may not know its own task yet; one whose cancel it did not call unknown, it does. */
const LOST_AFTER_SECONDS = { asIs: 20, onceCancelled: 5 } as const;
const LOST_AFTER_ANSWERS = 3;
/** A finished run without listed outputs is asked again this often before it counts as a run without files. */
const EMPTY_ANSWERS = 5;
const NULL_ANSWERS = 20;
/** A reported failure is looked at again: RunningHub has reported FAILED for runs that then succeeded. */
const RECHECK_AT_SECONDS = [5, 35, 155] as const;

export class TaskStatusService {
  constructor(
    private readonly ports: Ports,
    private readonly settings: Settings,
  ) {}

  /** Begins a look at every attempt that is due; the looks go on in the background. */
  async refreshDue(lease: Lease): Promise<void> {
    for (const attempt of await this.ports.watch.due(LOOKS_AT_ONCE)) {
      const { id, taskId } = attempt;
      this.ports.inFlight.begin(`look:${id}`, () =>
        step("queue.refresh", { taskId, attemptId: id }, () => this.refresh(lease, attempt)),
      );
    }
  }

  async timeOutDue(lease: Lease): Promise<void> {
    await this.ports.watch.timeOut(lease, 200);
  }

  private async refresh(lease: Lease, attempt: WatchedAttempt): Promise<void> {
    try {
      const credentials = await this.ports.credentials(attempt.accountId);
      if (attempt.state === "UNKNOWN") await this.settleUnknown(lease, attempt, credentials);
      else if (attempt.remoteId !== null) await this.look(attempt, attempt.remoteId, credentials);
    } catch (error) {
      await this.lookFailed(attempt, error);
    }
  }

  private async look(
    attempt: WatchedAttempt,
    remoteId: string,
    credentials: RunningHubCredentials,
  ): Promise<void> {
    if (attempt.cancelRequested && attempt.endedSeconds === null)
      await this.cancel(attempt, remoteId, credentials);
    const snapshot = await this.ports.runningHub.query(credentials, remoteId);
    if (snapshot.state === "RUNNING" && attempt.endedSeconds === null)
      this.ports.progress.follow(attempt, remoteId, credentials);
    await this.apply(attempt, snapshot);
  }

  /** A look that failed tells nothing about the task: its status stays, the next look comes later. */
  private async lookFailed(attempt: WatchedAttempt, error: unknown): Promise<void> {
    const known = isRunningHubError(error) ? error : null;
    if (known) {
      this.ports.log.warn(
        { errorClass: known.errorClass, reason: known.message },
        "look at RunningHub failed",
      );
    } else this.ports.log.error({ err: error }, "look at a run failed");
    if (known?.errorClass === "account") {
      await this.ports.accounts.pause(attempt.accountId, { code: "ACCOUNT_KEY", message: known.message });
    }
    const wait = afterFailureSeconds(attempt.pollFailures, this.settings.statusCheckIntervalSeconds);
    const least = known?.facts.retryAfterSeconds ?? 0;
    await this.ports.watch.postpone(attempt.id, Math.max(least, this.jittered(wait)), { failed: true });
  }

  private async cancel(
    attempt: WatchedAttempt,
    remoteId: string,
    credentials: RunningHubCredentials,
  ): Promise<void> {
    if (attempt.cancelSentSeconds !== null && attempt.cancelSentSeconds < CANCEL_AGAIN_SECONDS) return;
    const answer = await this.ports.runningHub.cancel(credentials, remoteId).catch((error: unknown) => {
      // Whatever RunningHub says to the cancel, the query that follows tells whether the run is over.
      if (!isRunningHubError(error)) throw error;
      return error.message;
    });
    this.ports.log.info({ answer }, "cancel sent");
    // A run that RunningHub does not know yet is cancelled again at the next look.
    if (answer !== "not-found" || !isFresh(attempt)) await this.ports.watch.cancelSent(attempt.id);
  }

  private async apply(attempt: WatchedAttempt, snapshot: RemoteSnapshot): Promise<void> {
    switch (snapshot.state) {
      case "QUEUED":
      case "RUNNING":
        return this.alive(attempt, snapshot.state);
      case "SUCCESS":
        return this.succeeded(attempt, snapshot);
      case "FAILED": {
        const { failure } = snapshot;
        const where = failure.nodeName
          ? ` (${failure.nodeName}${failure.nodeId ? `, node ${failure.nodeId}` : ""})`
          : "";
        const again = attempt.cancelRequested ? null : nextRecheckSeconds(attempt.endedSeconds ?? 0);
        return this.end(
          attempt,
          "FAILED",
          snapshot,
          { code: failure.kind, message: `${failure.message}${where}` },
          [],
          again,
        );
      }
      case "CANCELLED": {
        if (!snapshot.explicit && !attempt.cancelRequested && attempt.emptyAnswers < LOST_AFTER_ANSWERS)
          return this.lookSoon(attempt);
        const reason = { code: "REMOTE_CANCELLED", message: "The run was cancelled on RunningHub" } as const;
        return this.end(attempt, "CANCELLED", snapshot, reason, [], null);
      }
      case "LOST": {
        if (isFresh(attempt)) return this.lookSoon(attempt);
        if (attempt.emptyAnswers < LOST_AFTER_ANSWERS && !attempt.cancelRequested)
          return this.lookSoon(attempt);
        const reason = { code: "REMOTE_LOST", message: "RunningHub does not know the run any more" } as const;
        return this.end(attempt, attempt.cancelRequested ? "CANCELLED" : "LOST", null, reason, [], null);
      }
      case "UNKNOWN":
        this.ports.log.warn({ raw: snapshot.raw }, "RunningHub told an unknown state; watching on");
        return this.ports.watch.postpone(attempt.id, this.jittered(this.settings.statusCheckIntervalSeconds));
    }
  }

  private async alive(attempt: WatchedAttempt, remoteState: "QUEUED" | "RUNNING"): Promise<void> {
    // A task that failed as unknown has no deadline any more; a run of it that turned up has.
    const aliveSeconds = attempt.runningSeconds ?? attempt.ageSeconds;
    const overdue = aliveSeconds > this.timeoutMinutes(attempt) * 60 && !attempt.cancelRequested;
    if (overdue && (await this.ports.watch.cancelUnawaited(attempt.id))) return;
    if (remoteState === "RUNNING" && attempt.runningSeconds === null && attempt.endedSeconds === null) {
      await this.ports.watch.running(attempt, this.timeoutMinutes(attempt));
    }
    const history = remoteState === "RUNNING" ? await this.ports.watch.runTimes(attempt.workflowId) : null;
    const wait = attempt.cancelRequested
      ? Math.min(1, this.settings.statusCheckIntervalSeconds)
      : nextLookSeconds({
          remoteState,
          ageSeconds: attempt.ageSeconds,
          runningSeconds: attempt.runningSeconds,
          history,
          hinted: attempt.webhooksArrive || this.ports.progress.isFollowed(attempt.id),
          ceilingSeconds: this.settings.statusCheckIntervalSeconds,
        });
    await this.ports.watch.postpone(attempt.id, this.jittered(wait));
  }

  private async succeeded(
    attempt: WatchedAttempt,
    snapshot: Extract<RemoteSnapshot, { state: "SUCCESS" }>,
  ): Promise<void> {
    const outputs = snapshot.outputs ?? [];
    const patience = snapshot.outputs === null ? NULL_ANSWERS : EMPTY_ANSWERS;
    if (outputs.length === 0 && attempt.emptyAnswers < patience) {
      await this.ports.watch.releaseFinished(attempt.id);
      return this.lookSoon(attempt);
    }
    await this.end(attempt, "SUCCESS", snapshot, null, outputs, null);
  }

  private async end(
    attempt: WatchedAttempt,
    remoteState: "SUCCESS" | "FAILED" | "CANCELLED" | "LOST",
    snapshot: { usage: Extract<RemoteSnapshot, { state: "SUCCESS" }>["usage"] } | null,
    reason: Reason | null,
    outputs: readonly NewOutput[],
    lookAgainSeconds: number | null,
  ): Promise<void> {
    this.ports.progress.forget(attempt.id);
    await this.ports.watch.ended(attempt, {
      remoteState,
      cost: snapshot?.usage ?? null,
      reason,
      outputs,
      maxRetries: this.settings.maxAutoRetries,
      lookAgainSeconds,
    });
    await this.ports.accounts.clearBackOff(attempt.accountId);
  }

  /**
   * Nobody can ask RunningHub for the run of a lost answer, but the account's count of runs shows whether something
   * lives that we cannot name. Without such a sign for the whole grace, or once no run of ours could live any more
   * (another program's runs look the same), the slot is free and the task fails.
   */
  private async settleUnknown(
    lease: Lease,
    attempt: WatchedAttempt,
    credentials: RunningHubCredentials,
  ): Promise<void> {
    const evidence = await this.unnamedRun(attempt.accountId, credentials);
    const grace = this.settings.submitUnknownGraceSeconds;
    const outlived = attempt.ageSeconds > this.timeoutMinutes(attempt) * 60 + grace;
    // Of a sender that only lost its session the create call may still be on its way.
    const overdue = attempt.replied || attempt.ageSeconds > CREATE_DEADLINE_SECONDS;
    if (outlived || (evidence === "none" && overdue && attempt.quietSeconds >= grace)) {
      const given = await this.ports.attempts.giveUpUnknown(
        lease,
        attempt.id,
        {
          code: "SUBMIT_UNKNOWN",
          message:
            "RunningHub's answer to the submit was lost and no sign of a run was seen; it may or may not have run",
        },
        outlived ? null : grace,
      );
      if (given) return;
    }
    const undecided = overdue ? 0 : CREATE_DEADLINE_SECONDS - attempt.ageSeconds;
    const left = Math.max(0.1, grace - attempt.quietSeconds, undecided);
    const wait = Math.min(5, this.settings.statusCheckIntervalSeconds, left);
    // The grace is time in which RunningHub said that nothing of ours runs; silence does not count.
    await this.ports.watch.postpone(attempt.id, wait, { alive: evidence !== "none" });
  }

  /** "unreachable" is no evidence either way: while nobody answers, nothing is given up. */
  private async unnamedRun(
    accountId: string,
    credentials: RunningHubCredentials,
  ): Promise<"seen" | "none" | "unreachable"> {
    try {
      const { counted, named } = await this.ports.unnamedRuns.count(accountId, credentials);
      return counted > named ? "seen" : "none";
    } catch (error) {
      if (!isRunningHubError(error)) throw error;
      return ["network", "http", "rate"].includes(error.errorClass) ? "unreachable" : "none";
    }
  }

  private async lookSoon(attempt: WatchedAttempt): Promise<void> {
    const wait = Math.min(1.5, this.settings.statusCheckIntervalSeconds);
    await this.ports.watch.postpone(attempt.id, this.jittered(wait), { empty: true });
  }

  private timeoutMinutes(attempt: WatchedAttempt): number {
    return attempt.timeoutMinutes ?? this.settings.taskTimeoutMinutes;
  }

  private jittered(seconds: number): number {
    return jitter(seconds, this.ports.random);
  }
}

/** By how long it has been over, not by how often it was looked at: news that was held up counts for nothing. */
function nextRecheckSeconds(endedSeconds: number): number | null {
  const at = RECHECK_AT_SECONDS.find((moment) => moment > endedSeconds);
  return at === undefined ? null : at - endedSeconds;
}

/** So soon after the create RunningHub may not know its own task yet: "not found" means nothing, unless it has told of it before. */
function isFresh({ ageSeconds, runningSeconds, cancelSentSeconds }: WatchedAttempt): boolean {
  const { asIs, onceCancelled } = LOST_AFTER_SECONDS;
  return runningSeconds === null && ageSeconds < (cancelSentSeconds === null ? asIs : onceCancelled);
}
