/** Operations on many tasks: accepted at once, done in the background, told task by task. */
import { type Actor, askerOf } from "@/lib/actor";
import type { AuditRecord } from "@/lib/audit-schemas";
import { AppError } from "@/lib/errors";
import {
  type OperationFailures,
  type OperationItem,
  type OperationView,
  type RequestOperation,
  UNDO_MINUTES,
} from "@/lib/operation-schemas";
import { isUuid } from "@/lib/uuid";
import type { BulkOperationReader } from "../persistence/bulk-operation-reader";
import type { BulkOperationRepository, NewOperation } from "../persistence/bulk-operation-repository";
import { recordOf } from "./audit-record";
import { isUndoable, itemView, operationView } from "./bulk-operation-view";
import type { InFlight } from "./in-flight";
import { authorize } from "./rights";
import { within } from "./within";

interface Ports {
  readonly operations: Pick<BulkOperationRepository, "accept" | "find" | "recent" | "settle" | "abort">;
  readonly reader: Pick<BulkOperationReader, "items" | "failures">;
  readonly inFlight: Pick<InFlight, "begin" | "done">;
  /** Wakes the process's own queue; others are woken by the database. */
  readonly kick: () => void;
}

/** Which tasks are meant is usually settled sooner; a caller with a million does not wait for it. */
const SETTLE_PATIENCE_MS = 120;
const MAX_RECENT = 50;

export class BulkOperationService {
  constructor(private readonly ports: Ports) {}

  /**
   * The same id with the same request is the same operation, however often it is sent.
   * @throws AppError FORBIDDEN, OPERATION_ID_TAKEN; for a `failedOf` OPERATION_NOT_FOUND, or INVALID_INPUT while it is under way
   */
  async request(actor: Actor, { id, action, target }: RequestOperation): Promise<OperationView> {
    authorize(actor, "changeTasks");
    if (target.failedOf !== undefined && (await this.get(target.failedOf)).finishedAt === null)
      throw notEnded();
    const record = recordOf(
      actor,
      "tasks.operationRequested",
      { kind: "operation", id, label: action },
      told(target),
    );
    if (!(await this.accept({ id, action, by: askerOf(actor), target }, record))) throw idTaken();
    return this.get(id);
  }

  /**
   * Takes back what a stop or a delete did, as far as nobody has touched it since. A second undo is the first one.
   * @throws AppError FORBIDDEN, OPERATION_NOT_FOUND, OPERATION_ID_TAKEN, NOT_UNDOABLE
   */
  async undo(actor: Actor, undone: string, { id }: { id: string }): Promise<OperationView> {
    authorize(actor, "changeTasks");
    const row = isUuid(undone) ? await this.ports.operations.find(undone) : null;
    if (row === null) throw notFound();
    if (row.undoneBy !== null) return this.get(row.undoneBy);
    if (!isUndoable(row) || (row.action !== "stop" && row.action !== "delete")) throw notUndoable();
    const target = { undo: row.id, of: row.action };
    const record = recordOf(actor, "tasks.operationUndone", {
      kind: "operation",
      id: row.id,
      label: row.action,
    });
    if (await this.accept({ id, action: "undo", by: askerOf(actor), target }, record)) return this.get(id);
    // Of two at once, one was first.
    const first = (await this.ports.operations.find(row.id))?.undoneBy ?? null;
    if (first === null) throw idTaken();
    return this.get(first);
  }

  /** Ends it: what is done stays done, the rest is skipped. One that has ended stays as it is. @throws AppError FORBIDDEN, OPERATION_NOT_FOUND */
  async abort(actor: Actor, id: string): Promise<OperationView> {
    authorize(actor, "changeTasks");
    const record = recordOf(actor, "tasks.operationAborted", { kind: "operation", id, label: "abort" });
    if (isUuid(id)) await this.ports.operations.abort(id, actor.name, record);
    return this.get(id);
  }

  /** @throws AppError OPERATION_NOT_FOUND */
  async get(id: string): Promise<OperationView> {
    const row = isUuid(id) ? await this.ports.operations.find(id) : null;
    if (row === null) throw notFound();
    return operationView(row);
  }

  /** Those under way, and those that ended so lately that they may be undone; everybody's, the newest first. */
  async recent(): Promise<OperationView[]> {
    return (await this.ports.operations.recent(UNDO_MINUTES, MAX_RECENT)).map(operationView);
  }

  /** Why tasks were refused. @throws AppError OPERATION_NOT_FOUND */
  async failures(id: string): Promise<OperationFailures> {
    const { id: known } = await this.get(id);
    return { groups: await this.ports.reader.failures(known) };
  }

  /** What became of each task so far, a page at a time. @throws AppError OPERATION_NOT_FOUND */
  async report(id: string): Promise<{ operation: OperationView; pages: AsyncIterable<OperationItem[]> }> {
    const operation = await this.get(id);
    return { operation, pages: this.pages(operation) };
  }

  private async *pages(operation: OperationView): AsyncGenerator<OperationItem[]> {
    for await (const rows of this.ports.reader.items(operation.id))
      yield rows.map((row) => itemView(operation, row));
  }

  private async accept(operation: NewOperation, record: AuditRecord): Promise<boolean> {
    const { operations, inFlight, kick } = this.ports;
    if (!(await operations.accept(operation, record))) return false;
    const key = `settle ${operation.id}`;
    inFlight.begin(key, () => operations.settle(operation.id));
    await within(SETTLE_PATIENCE_MS, inFlight.done(key));
    kick();
    return true;
  }
}

/** Ids can be many thousands. */
function told({ ids, ...target }: RequestOperation["target"]) {
  return ids === undefined ? target : { ...target, tasks: ids.length };
}

function notFound(): AppError {
  return new AppError("OPERATION_NOT_FOUND", "There is no such operation, or it is too old");
}

function notEnded(): AppError {
  return new AppError(
    "INVALID_INPUT",
    "failedOf: that operation is still under way; wait for its end, or abort it",
    {
      field: "failedOf",
    },
  );
}

function idTaken(): AppError {
  return new AppError(
    "OPERATION_ID_TAKEN",
    "id: something else was asked for under this id before; take a new one",
    { field: "id" },
  );
}

function notUndoable(): AppError {
  return new AppError(
    "NOT_UNDOABLE",
    `Only a stop or a delete that has ended can be undone, for ${UNDO_MINUTES} minutes after it was asked for`,
  );
}
