/** Results: their download, and what is kept of them. */
import type { NameFacts } from "@/lib/download-name";
import type { OutputFailure } from "@/lib/output-failure";
import { SEED_FIELDS } from "@/lib/seed-input";
import type { OutputView } from "@/lib/task-schemas";
import { referTo } from "./file-references";
import type { Output } from "./generated/client";
import type { Database, Executor, Prisma } from "./prisma";
import { outputView } from "./task-view";

export type { Output };

/** The first input that `isSeedInput` names. */
const SEED = {
  where: { OR: [{ valueType: "seed" }, { fieldName: { in: SEED_FIELDS } }] },
  orderBy: { position: "asc" },
  take: 1,
} as const satisfies Prisma.Task$nodeInputsArgs;

export class OutputRepository {
  constructor(private readonly db: Database) {}

  /** As the doors show it; null when there is none, or its task was deleted. */
  async view(id: string): Promise<OutputView | null> {
    const output = await this.find(id);
    return output && outputView(output);
  }

  async find(id: string): Promise<(Output & { workflowName: string }) | null> {
    const output = await this.db.output.findFirst({
      where: { id, task: { deletedAt: null } },
      include: { task: { select: { workflowName: true } } },
    });
    if (!output) return null;
    const { task, ...fields } = output;
    return { ...fields, workflowName: task.workflowName };
  }

  /** What its name can be made of; null when there is none. */
  async nameFacts(id: string): Promise<NameFacts | null> {
    const output = await this.db.output.findUnique({
      where: { id },
      include: {
        task: {
          select: { workflowName: true, batchRow: true, batch: { select: { name: true } }, nodeInputs: SEED },
        },
      },
    });
    if (!output) return null;
    const { workflowName, batch, batchRow, nodeInputs } = output.task;
    return {
      workflow: workflowName,
      batch: batch?.name ?? null,
      row: batchRow === null ? null : batchRow + 1,
      seed: nodeInputs[0]?.value ?? null,
      date: output.createdAt.toISOString(),
      number: output.position + 1,
      id,
      fileType: output.fileType,
    };
  }

  /**
   * Takes outputs that are due for a download, so that no other process takes them meanwhile: the next try is moved
   * ahead by `holdSeconds` in the same statement.
   */
  async takeDue(limit: number, holdSeconds: number): Promise<Output[]> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      UPDATE output SET next_try_at = clock_timestamp() + ${holdSeconds}::float8 * interval '1 second', tries = tries + 1
      WHERE id IN (SELECT id FROM output WHERE state = 'PENDING' AND next_try_at <= clock_timestamp()
        ORDER BY next_try_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id`;
    if (rows.length === 0) return [];
    return this.db.output.findMany({
      where: { id: { in: rows.map((row) => row.id) } },
      orderBy: { id: "asc" },
    });
  }

  /** Makes every unfinished download due now: the process that took it is gone. */
  async resumeDownloads(): Promise<void> {
    await this.db.$executeRaw`
      UPDATE output SET next_try_at = clock_timestamp() WHERE state = 'PENDING' AND next_try_at > clock_timestamp()`;
  }

  /** What RunningHub calls the run that made it, on which account, and where that account calls it. */
  async runOf(
    attemptId: string,
  ): Promise<{ accountId: string; remoteId: string | null; account: { baseUrl: string } } | null> {
    return this.db.attempt.findUnique({
      where: { id: attemptId },
      select: { accountId: true, remoteId: true, account: { select: { baseUrl: true } } },
    });
  }

  /** A fresh link in place of an expired one. */
  async setLink(id: string, remoteUrl: string): Promise<void> {
    await this.db.output.updateMany({ where: { id }, data: { remoteUrl } });
  }

  /** @param isThere asked while nobody can remove the file. @throws FileGone */
  async stored(
    id: string,
    file: { fileKey: string; size: number; sha256: string; mimeType: string },
    isThere: () => Promise<boolean>,
  ): Promise<void> {
    const settled = { state: "STORED", ...file, error: null, errorCode: null };
    await this.settle(id, "PENDING", settled, { type: "outputStored", actor: "queue" }, (tx) =>
      referTo(tx, file.fileKey, isThere),
    );
  }

  async failed(id: string, errorCode: OutputFailure, error: string): Promise<void> {
    const settled = { state: "FAILED", error, errorCode };
    const event = { type: "outputFailed", code: errorCode, message: error, actor: "queue" };
    await this.settle(id, "PENDING", settled, event);
  }

  /** Makes a failed download due again, with all its tries. @returns false when it was not a failed one */
  async retryFailed(id: string, actor: string): Promise<boolean> {
    const again = { state: "PENDING", tries: 0, error: null, errorCode: null };
    return this.settle(id, "FAILED", again, { type: "outputRetried", actor });
  }

  async retryDownload(id: string, delaySeconds: number, error: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE output SET next_try_at = clock_timestamp() + ${delaySeconds}::float8 * interval '1 second', error = ${error}
      WHERE id = ${id}::uuid AND state = 'PENDING'`;
  }

  /** As `retryDownload`, for what is no fault of the result: the try that was taken does not count. */
  async putOff(id: string, delaySeconds: number, error: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE output SET next_try_at = clock_timestamp() + ${delaySeconds}::float8 * interval '1 second', error = ${error},
        tries = greatest(tries - 1, 0)
      WHERE id = ${id}::uuid AND state = 'PENDING'`;
  }

  private async settle(
    id: string,
    from: "PENDING" | "FAILED",
    data: Prisma.OutputUpdateManyMutationInput,
    event: { type: string; code?: string; message?: string; actor: string },
    first: (tx: Executor) => Promise<void> = async () => {},
  ): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      await first(tx);
      // Two processes may have copied it, after a takeover: the first to tell is right.
      const [output] = await tx.output.updateManyAndReturn({
        where: { id, state: from },
        data: { ...data, nextTryAt: null },
      });
      if (!output) return false;
      // Due by the database's clock.
      if (output.state === "PENDING")
        await tx.$executeRaw`UPDATE output SET next_try_at = clock_timestamp() WHERE id = ${id}::uuid`;
      await tx.taskEvent.create({
        data: { taskId: output.taskId, attemptId: output.attemptId, ...event },
      });
      await tx.$executeRaw`UPDATE task SET updated_at = clock_timestamp() WHERE id = ${output.taskId}::uuid`;
      return true;
    });
  }
}
