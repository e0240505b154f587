/** What the queue needs to send a task, and what reconciliation finds after a crash. */
import type { AttemptState } from "@/lib/attempt-state";
import type { WorkflowKind } from "@/lib/task-schemas";
import type { FormSettings } from "@/lib/workflow-settings";
import { holderGone } from "./lease-repository";
import { type Database, Prisma } from "./prisma";

export interface OrderInput {
  readonly position: number;
  readonly nodeId: string;
  readonly fieldName: string;
  readonly value: string | null;
  readonly valueType: string;
  readonly upload: {
    readonly fileName: string;
    readonly mimeType: string;
    readonly size: number;
    readonly sha256: string;
  } | null;
}

/** A claimed task as it will be sent. */
export interface Order {
  readonly kind: WorkflowKind;
  readonly workflowId: string;
  readonly instanceType: string | null;
  readonly timeoutMinutes: number | null;
  /** Graph to send along; null = what RunningHub has saved. */
  readonly graph: string | null;
  /** The version its form was made from, and how people arranged it; null without one. */
  readonly versionId: string | null;
  readonly formSettings: FormSettings | null;
  readonly inputs: readonly OrderInput[];
}

/** An attempt whose sender may be gone. */
export interface OpenAttempt {
  readonly id: string;
  readonly state: AttemptState;
  readonly epoch: bigint;
  readonly ageSeconds: number;
  /** The lease session it was claimed under has ended: as a rule, its process has died. */
  readonly senderGone: boolean;
}

export class OrderRepository {
  constructor(private readonly db: Database) {}

  async order(taskId: string): Promise<Order> {
    const task = await this.db.task.findUniqueOrThrow({
      where: { id: taskId },
      include: {
        nodeInputs: { orderBy: { position: "asc" }, include: { upload: true } },
        workflowVersion: {
          select: { id: true, sendsGraph: true, workflow: { select: { formSettings: true } } },
        },
      },
    });
    const version = task.workflowVersion;
    return {
      kind: task.kind as WorkflowKind, // checked by the database
      workflowId: task.workflowId,
      instanceType: task.instanceType,
      timeoutMinutes: task.timeoutMinutes,
      graph: version?.sendsGraph ? await this.versionContent(version.id) : null,
      versionId: version?.id ?? null,
      // Only written from checked settings.
      formSettings: (version?.workflow.formSettings ?? null) as FormSettings | null,
      inputs: task.nodeInputs,
    };
  }

  /** Megabytes at times: for those who need it. */
  async versionContent(versionId: string): Promise<string> {
    const { content } = await this.db.workflowVersion.findUniqueOrThrow({
      where: { id: versionId },
      select: { content: true },
    });
    return content;
  }

  /** Attempts before an answer: PREPARED and SENT. */
  async open(): Promise<OpenAttempt[]> {
    return this.db.$queryRaw<OpenAttempt[]>`
      SELECT id, state, epoch, extract(epoch FROM clock_timestamp() - coalesce(sent_at, prepared_at))::float8 AS "ageSeconds",
        ${Prisma.raw(holderGone("attempt.holder"))} AS "senderGone"
      FROM attempt WHERE released_at IS NULL AND state IN ('PREPARED', 'SENT') ORDER BY id`;
  }
}
