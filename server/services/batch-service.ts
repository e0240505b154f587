/** Batches as things of their own: what there is, how far it is, what it is called. Their tasks are acted on by filter. */
import type { Actor } from "@/lib/actor";
import type {
  BatchName,
  BatchPage,
  BatchView,
  ListBatches,
  MatrixColumns,
  MatrixPage,
  MatrixPageInput,
  MatrixRow,
  MatrixRowsInput,
} from "@/lib/batch-schemas";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/uuid";
import type { BatchMatrixReader } from "../persistence/batch-matrix-reader";
import type { BatchReader } from "../persistence/batch-reader";
import type { BatchRepository } from "../persistence/batch-repository";
import { authorize } from "./rights";

interface Ports {
  readonly reader: Pick<BatchReader, "page" | "find" | "search">;
  readonly matrix: Pick<BatchMatrixReader, "page" | "rows" | "columns">;
  readonly batches: Pick<BatchRepository, "rename">;
}

export class BatchService {
  constructor(private readonly ports: Ports) {}

  /** The newest first. @throws AppError INVALID_INPUT for a cursor that does not belong to the list. */
  list(input: ListBatches): Promise<BatchPage> {
    return this.ports.reader.page(input);
  }

  /** @throws AppError BATCH_NOT_FOUND when there is none, or all of its tasks are deleted. */
  async get(id: string): Promise<BatchView> {
    const found = isUuid(id) ? await this.ports.reader.find(id) : null;
    if (!found) throw batchNotFound();
    return found;
  }

  /** Those whose name contains the words, the newest first; without words, the newest. */
  search(q: string): Promise<BatchName[]> {
    return this.ports.reader.search(q);
  }

  /** @throws AppError BATCH_NOT_FOUND, FORBIDDEN */
  async rename(actor: Actor, id: string, name: string): Promise<BatchView> {
    authorize(actor, "changeTasks");
    if (!isUuid(id) || !(await this.ports.batches.rename(id, name))) throw batchNotFound();
    return this.get(id);
  }

  /** Which rows a page of the matrix has. An unknown batch has none. */
  async matrixPage(input: MatrixPageInput): Promise<MatrixPage> {
    if (!isUuid(input.id)) throw batchNotFound();
    return this.ports.matrix.page(input);
  }

  /** What stands in the given rows now. */
  async matrixRows({ id, rows }: MatrixRowsInput): Promise<MatrixRow[]> {
    if (!isUuid(id)) throw batchNotFound();
    return this.ports.matrix.rows(id, rows);
  }

  async matrixColumns(id: string): Promise<MatrixColumns> {
    if (!isUuid(id)) throw batchNotFound();
    return this.ports.matrix.columns(id);
  }
}

function batchNotFound(): AppError {
  return new AppError("BATCH_NOT_FOUND", "There is no such batch, or all of its tasks are deleted");
}
