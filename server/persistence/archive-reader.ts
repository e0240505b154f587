/** What an archive of results has in it, and what its manifest says of each: tasks with their inputs, cost and results. */
import { isSeedInput } from "@/lib/seed-input";
import type { NodeInputView, OutputView, TaskView } from "@/lib/task-schemas";
import type { Database, Prisma } from "./prisma";
import { nodeInputView } from "./task-view";

export interface ArchivedTask
  extends Pick<TaskView, "id" | "workflowId" | "workflowName" | "kind" | "status"> {
  readonly batchId: string | null;
  readonly batchName: string | null;
  /** From 1. */
  readonly row: number | null;
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly runningHubTaskId: string | null;
  readonly inputs: readonly NodeInputView[];
  readonly seed: string | null;
  readonly coins: number | null;
  readonly money: number | null;
  readonly seconds: number | null;
}

export interface ArchivedOutput {
  readonly id: string;
  readonly number: number;
  readonly nodeId: string | null;
  readonly fileType: string;
  readonly state: OutputView["state"];
  readonly fileKey: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly createdAt: Date;
}

/** A result with its task; null: the task has none. */
export interface ArchiveEntry {
  readonly task: ArchivedTask;
  readonly output: ArchivedOutput | null;
}

const INCLUDE = {
  batch: { select: { name: true } },
  nodeInputs: { orderBy: { position: "asc" }, include: { upload: { select: { fileName: true } } } },
  outputs: { orderBy: [{ attemptId: "asc" }, { position: "asc" }] },
} as const satisfies Prisma.TaskInclude;
type TaskRow = Prisma.TaskGetPayload<{ include: typeof INCLUDE }>;

export class ArchiveReader {
  constructor(private readonly db: Database) {}

  /** Ids of its tasks, row by row; none for a batch that is not there. */
  async tasksOfBatch(batchId: string): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      SELECT id FROM task WHERE batch_id = ${batchId}::uuid AND deleted_at IS NULL ORDER BY batch_row, id`;
    return rows.map(({ id }) => id);
  }

  /** Everything of these tasks, in their order; of one without results a single entry. */
  async ofTasks(taskIds: readonly string[]): Promise<ArchiveEntry[]> {
    const tasks = await this.tasks({ id: { in: [...taskIds] } });
    const byId = new Map(tasks.map((task) => [task.id, task]));
    return taskIds.flatMap((id): ArchiveEntry[] => {
      const row = byId.get(id);
      if (row === undefined) return [];
      const task = taskOf(row);
      const entries = row.outputs.map((output) => ({ task, output: outputOf(output) }));
      return entries.length > 0 ? entries : [{ task, output: null }];
    });
  }

  /** These results, in the order of the ids; those that are not there are left out. */
  async ofOutputs(ids: readonly string[]): Promise<ArchiveEntry[]> {
    const tasks = await this.tasks({ outputs: { some: { id: { in: [...ids] } } } });
    const byId = new Map(
      tasks.flatMap((row) => {
        const task = taskOf(row);
        return row.outputs.map((output) => [output.id, { task, output: outputOf(output) }] as const);
      }),
    );
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  private tasks(where: Prisma.TaskWhereInput): Promise<TaskRow[]> {
    return this.db.task.findMany({ where: { ...where, deletedAt: null }, include: INCLUDE });
  }
}

function taskOf(row: TaskRow): ArchivedTask {
  const seed = row.nodeInputs.find(isSeedInput);
  return {
    id: row.id,
    workflowId: row.workflowId,
    workflowName: row.workflowName,
    kind: row.kind as TaskView["kind"], // checked by the database
    status: row.status as TaskView["status"], // checked by the database
    batchId: row.batchId,
    batchName: row.batch?.name ?? null,
    row: row.batchRow === null ? null : row.batchRow + 1,
    reason: row.reasonCode === null ? null : { code: row.reasonCode, message: row.reasonMessage ?? "" },
    runningHubTaskId: row.remoteId,
    inputs: row.nodeInputs.map(nodeInputView),
    seed: seed?.value ?? null,
    coins: row.coins?.toNumber() ?? null,
    money: row.money?.toNumber() ?? null,
    seconds: row.seconds?.toNumber() ?? null,
  };
}

function outputOf(row: TaskRow["outputs"][number]): ArchivedOutput {
  return {
    id: row.id,
    number: row.position + 1,
    nodeId: row.nodeId,
    fileType: row.fileType,
    state: row.state as OutputView["state"], // checked by the database
    fileKey: row.fileKey,
    size: row.size,
    sha256: row.sha256,
    failure: row.errorCode === null ? null : { code: row.errorCode, message: row.error ?? "" },
    createdAt: row.createdAt,
  };
}
