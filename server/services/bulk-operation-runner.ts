/** Works on accepted operations, in the process that decides: a chunk of each in turn, so that a small one never waits for a large one. */
import type { Logger } from "../log";
import type { BulkOperationRepository } from "../persistence/bulk-operation-repository";
import type { BulkOperationWork } from "../persistence/bulk-operation-work";
import { type Lease, LeaseLost } from "../persistence/lease-fence";
import type { InFlight } from "./in-flight";

interface Ports {
  readonly operations: Pick<BulkOperationRepository, "settle">;
  readonly work: Pick<BulkOperationWork, "open" | "advance" | "giveUpNext">;
  readonly inFlight: Pick<InFlight, "begin">;
  readonly log: Pick<Logger, "warn" | "error">;
}

/** Tasks changed in one transaction: few, because it keeps the counters of all tasks locked until its end. */
const CHUNK = 200;

export class BulkOperationRunner {
  constructor(private readonly ports: Ports) {}

  /** Goes on until nothing is left to do; returns at once. */
  begin(lease: Lease): void {
    this.ports.inFlight.begin("operations", () => this.run(lease));
  }

  private async run(lease: Lease): Promise<void> {
    try {
      for (;;) {
        const open = await this.ports.work.open();
        if (open.length === 0) return;
        for (const { id, settled } of open) {
          if (settled) await this.advance(lease, id);
          else await this.ports.operations.settle(id);
        }
      }
    } catch (error) {
      // Another process goes on with it.
      if (!(error instanceof LeaseLost)) throw error;
    }
  }

  private async advance(lease: Lease, id: string): Promise<void> {
    const { work, log } = this.ports;
    try {
      await work.advance(lease, id, CHUNK);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      log.warn({ err: error, operation: id }, "tasks of an operation are done one by one");
      await this.advanceOneByOne(lease, id);
    }
  }

  /** One task may stand in the way of its chunk; the others must not suffer for it. */
  private async advanceOneByOne(lease: Lease, id: string): Promise<void> {
    const { work, log } = this.ports;
    for (let n = 0, more: boolean | "busy" = true; more === true && n < CHUNK; n += 1) {
      try {
        more = await work.advance(lease, id, 1);
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        log.error({ err: error, operation: id }, "a task of an operation could not be done");
        more = await work.giveUpNext(lease, id);
      }
    }
  }
}
