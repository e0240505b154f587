/** What runs next? Claims the oldest task for each free slot, submits it once, records the answer. */
import pRetry from "p-retry";
import { CREATE_DEADLINE_SECONDS } from "@/lib/attempt-state";
import type { TaskReason } from "@/lib/task-reason";
import type { Logger } from "../log";
import type { AccountRepository } from "../persistence/account-repository";
import type { AttemptRepository, Claim } from "../persistence/attempt-repository";
import { type Lease, LeaseLost } from "../persistence/lease-fence";
import type { Order, OrderInput, OrderRepository } from "../persistence/order-repository";
import {
  type CreateRequest,
  type CreateVerdict,
  isRunningHubError,
  type RunningHubClient,
  type RunningHubCredentials,
  rawNumber,
} from "../runninghub/contract";
import { noteStep, step } from "../step";
import type { AccountService } from "./account-service";
import type { InFlight } from "./in-flight";
import { MissingFile, type ResourceService } from "./resource-service";
import { type DrawnSeed, SEED_TYPE, seedDrawer } from "./seed-draw";
import type { VersionFields } from "./version-fields";

interface Ports {
  readonly attempts: AttemptRepository;
  readonly accounts: Pick<AccountRepository, "claimable" | "backOff" | "clearBackOff" | "pause">;
  readonly orders: OrderRepository;
  readonly versionFields: VersionFields;
  readonly credentials: AccountService["credentials"];
  readonly resources: ResourceService;
  readonly runningHub: Pick<RunningHubClient, "create">;
  readonly inFlight: InFlight;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told of each submit: how long the slot stood empty while the task could have had it, in seconds. */
  readonly onSlotTaken: (idleSeconds: number) => void;
  /** Told of each create call: what its answer proved. */
  readonly onSubmitted: (outcome: CreateVerdict["kind"]) => void;
  readonly log: Logger;
}

interface Settings {
  readonly taskTimeoutMinutes: number;
  readonly statusCheckIntervalSeconds: number;
  readonly publicUrl: string | null;
  readonly maxAutoRetries: number;
}

interface Ready {
  readonly credentials: RunningHubCredentials;
  readonly request: CreateRequest;
}

interface Prepared {
  readonly request: CreateRequest;
  readonly seeds: readonly DrawnSeed[];
}

/** Between the SENT write and the first byte; a process frozen in between may not send any more. */
const SEND_WITHIN_MS = 2_000;
const UNKNOWN_ANSWER =
  "RunningHub's answer to the submit was lost; a run may have started, so nothing is sent again by itself";

export class TaskQueueService {
  constructor(
    private readonly ports: Ports,
    private readonly settings: Settings,
  ) {}

  /** Fills every free slot. The submits go on in the background. @throws LeaseLost */
  async fill(lease: Lease): Promise<void> {
    for (const accountId of await this.ports.accounts.claimable()) {
      for (;;) {
        const begunAt = Date.now();
        const claim = await this.ports.attempts.claim(lease, accountId);
        if (!claim) break;
        const { taskId, attemptId } = claim;
        noteStep("queue.claim", { taskId, attemptId, accountId }, begunAt);
        this.ports.inFlight.begin(attemptId, () =>
          step("queue.submit", { taskId, attemptId }, () => this.submit(lease, claim)),
        );
      }
    }
  }

  /**
   * Settles attempts that nobody is working on: a PREPARED one was never sent, so its task waits again; a SENT one
   * past every time-out, or whose sender is gone, has lost its answer.
   */
  async reconcile(lease: Lease): Promise<void> {
    for (const attempt of await this.ports.orders.open()) {
      if (this.ports.inFlight.has(attempt.id)) continue;
      if (attempt.state === "PREPARED" && attempt.epoch <= lease.epoch) {
        await this.ports.attempts.undo(attempt.id, ["PREPARED"], null);
      } else if (
        attempt.state === "SENT" &&
        (attempt.senderGone || attempt.ageSeconds > CREATE_DEADLINE_SECONDS)
      ) {
        await this.ports.attempts.doubt(attempt.id, null, {
          code: "SUBMIT_UNSETTLED",
          message: UNKNOWN_ANSWER,
        });
      }
    }
  }

  private async submit(lease: Lease, claim: Claim): Promise<void> {
    const ready = await this.makeReady(lease, claim).catch((error: unknown) =>
      this.nothingSent(claim, error),
    );
    if (!ready) return;
    const { verdict, reply } = await this.ports.runningHub.create(ready.credentials, {
      ...ready.request,
      webhookUrl: this.settings.publicUrl
        ? `${this.settings.publicUrl}/api/webhooks/runninghub/${claim.webhookToken}`
        : undefined,
    });
    this.ports.onSubmitted(verdict.kind);
    const { taskId, attemptId } = claim;
    await step("queue.confirm", { taskId, attemptId, outcome: verdict.kind }, () =>
      this.persist(() => this.record(claim, verdict, reply)),
    );
  }

  /** Everything up to the first byte. @returns null when the attempt has been settled instead. */
  private async makeReady(lease: Lease, claim: Claim): Promise<Ready | null> {
    const order = await this.ports.orders.order(claim.taskId);
    const credentials = await this.ports.credentials(claim.accountId);
    const prepared = await this.prepare(claim, order);
    if (!prepared) return null;
    const writtenAt = performance.now();
    const timeoutMinutes = order.timeoutMinutes ?? this.settings.taskTimeoutMinutes;
    const sent = await this.markSent(lease, claim, prepared, timeoutMinutes);
    if (sent && performance.now() - writtenAt <= SEND_WITHIN_MS) {
      this.ports.onSlotTaken(sent.idleSeconds);
      return { credentials, request: prepared.request };
    }
    await this.persist(() => this.ports.attempts.undo(claim.attemptId, ["PREPARED", "SENT"], null));
    return null;
  }

  /** Something unforeseen, such as a database that went away: this process knows that it has sent nothing. */
  private async nothingSent(claim: Claim, error: unknown): Promise<null> {
    this.ports.log.error({ err: error }, "could not prepare a task; it waits and is tried again");
    const reason = {
      code: "INTERNAL",
      message: "HubQueue could not prepare the task; it tries again by itself",
    } as const;
    await this.persist(async () => {
      await this.backOff(claim.accountId, reason.code);
      await this.ports.attempts.undo(claim.attemptId, ["PREPARED", "SENT"], reason);
    });
    return null;
  }

  /** Uploads what the account does not have yet, and draws seeds. @returns null when the attempt has been settled instead. */
  private async prepare(claim: Claim, order: Order): Promise<Prepared | null> {
    try {
      const hasSeed = order.inputs.some(({ valueType }) => valueType === SEED_TYPE);
      const fields = hasSeed ? await this.ports.versionFields.of(order) : [];
      const draw = seedDrawer(order.kind, fields, this.ports.random);
      const seeds: DrawnSeed[] = [];
      const valueFor = async (input: OrderInput) => {
        if (input.upload) return this.ports.resources.remoteName(claim.accountId, input.upload);
        if (input.valueType !== SEED_TYPE) return typedFieldValue(input.value ?? "", input.valueType);
        const { seed, fieldValue } = draw(input);
        seeds.push(seed);
        return fieldValue;
      };
      const nodeInfoList = [];
      for (const input of order.inputs) {
        const { nodeId, fieldName } = input;
        nodeInfoList.push({ nodeId, fieldName, fieldValue: await valueFor(input) });
      }
      const request = {
        kind: order.kind,
        workflowId: order.workflowId,
        nodeInfoList,
        graph: order.graph ?? undefined,
        instanceType: order.instanceType ?? undefined,
      };
      return { request, seeds };
    } catch (error) {
      await this.settleUploadFailure(claim, error);
      return null;
    }
  }

  private async settleUploadFailure(claim: Claim, error: unknown): Promise<void> {
    const { attempts, accounts } = this.ports;
    if (isRunningHubError(error) && error.errorClass === "account") {
      const reason = { code: "ACCOUNT_KEY", message: error.message } as const;
      await accounts.pause(claim.accountId, reason);
      await attempts.undo(claim.attemptId, ["PREPARED"], reason);
    } else if (isRunningHubError(error) && error.retryable) {
      await this.backOff(claim.accountId, "RUNNINGHUB_UNREACHABLE", error.facts.retryAfterSeconds);
      await attempts.undo(claim.attemptId, ["PREPARED"], {
        code: "RUNNINGHUB_UNREACHABLE",
        message: error.message,
      });
    } else if (isRunningHubError(error) || error instanceof MissingFile) {
      const reason = {
        code: "UPLOAD_FAILED",
        message: `A file could not be sent to RunningHub: ${error.message}`,
      } as const;
      await attempts.reject(claim.attemptId, null, reason, this.settings.maxAutoRetries);
    } else throw error;
  }

  private async markSent(
    lease: Lease,
    claim: Claim,
    { request, seeds }: Prepared,
    timeoutMinutes: number,
  ): Promise<{ idleSeconds: number } | null> {
    try {
      const kept = {
        ...request,
        graph: request.graph === undefined ? undefined : `(${request.graph.length} characters)`,
      };
      const webhookAsked = this.settings.publicUrl !== null;
      return await this.ports.attempts.markSent(lease, claim, {
        request: kept,
        timeoutMinutes,
        webhookAsked,
        seeds,
      });
    } catch (error) {
      if (error instanceof LeaseLost) return null;
      throw error;
    }
  }

  private async record(claim: Claim, verdict: CreateVerdict, reply: unknown): Promise<void> {
    const { attempts, accounts } = this.ports;
    switch (verdict.kind) {
      case "accepted":
        await attempts.accept(claim.attemptId, {
          remoteId: verdict.remoteId,
          reply,
          nextPollSeconds: Math.min(1, this.settings.statusCheckIntervalSeconds),
        });
        await accounts.clearBackOff(claim.accountId);
        return;
      case "rejected":
        await attempts.reject(
          claim.attemptId,
          reply,
          { code: refusalReason(verdict), message: refusalText(verdict) },
          this.settings.maxAutoRetries,
        );
        return;
      case "busy": {
        const code = ({ slot: "CAPACITY", rate: "RATE_LIMITED", system: "RUNNINGHUB_BUSY" } as const)[
          verdict.cause
        ];
        await this.backOff(claim.accountId, code, verdict.retryAfterSeconds);
        await attempts.undo(claim.attemptId, ["SENT"], { code, message: verdict.message });
        return;
      }
      case "account": {
        const code = ({ key: "ACCOUNT_KEY", funds: "ACCOUNT_FUNDS", plan: "ACCOUNT_PLAN" } as const)[
          verdict.cause
        ];
        await accounts.pause(claim.accountId, { code, message: verdict.message });
        await attempts.undo(claim.attemptId, ["SENT"], { code, message: verdict.message });
        return;
      }
      case "not-sent":
        await this.backOff(claim.accountId, "RUNNINGHUB_UNREACHABLE");
        await attempts.undo(claim.attemptId, ["SENT"], {
          code: "RUNNINGHUB_UNREACHABLE",
          message: verdict.message,
        });
        return;
      case "unknown":
        await attempts.doubt(claim.attemptId, reply, {
          code: "SUBMIT_UNSETTLED",
          message: `${UNKNOWN_ANSWER} (${verdict.message})`,
        });
        return;
    }
  }

  private async backOff(accountId: string, code: TaskReason, leastSeconds?: number): Promise<void> {
    const baseSeconds = Math.min(2, this.settings.statusCheckIntervalSeconds);
    const capSeconds = Math.max(30, this.settings.statusCheckIntervalSeconds);
    await this.ports.accounts.backOff(accountId, code, { baseSeconds, capSeconds, leastSeconds });
  }

  /** An answer must not be lost because the database was away for a moment. */
  private async persist<T>(write: () => Promise<T>): Promise<T> {
    return pRetry(write, {
      retries: 30,
      factor: 1.5,
      minTimeout: 200,
      maxTimeout: 10_000,
      randomize: true,
      onFailedAttempt: ({ error, attemptNumber }) =>
        this.ports.log.warn({ err: error, attemptNumber }, "could not record an answer yet"),
    });
  }
}

function typedFieldValue(value: string, valueType: string) {
  if (valueType === "boolean") return value === "true";
  return valueType === "number" ? rawNumber(value) : value;
}

type Rejected = Extract<CreateVerdict, { kind: "rejected" }>;

/** A reason for each of what a refusal may be about. */
const REFUSALS = {
  inputs: "INPUT_REFUSED",
  "workflow-never-run": "WORKFLOW_NEVER_RUN",
  "workflow-missing": "WORKFLOW_MISSING",
  machine: "MACHINE_REFUSED",
  content: "CONTENT_REFUSED",
} as const;

function refusalReason({ refusedFor }: Rejected): TaskReason {
  return refusedFor === undefined ? "SUBMIT_REFUSED" : REFUSALS[refusedFor];
}

function refusalText(verdict: Rejected): string {
  const nodes = (verdict.nodeErrors ?? [])
    .map((error) => `node ${error.nodeId}: ${error.message}`)
    .join("; ");
  return `RunningHub refused the task (${verdict.code}): ${verdict.message}${nodes ? ` — ${nodes}` : ""}`;
}
