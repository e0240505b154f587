/** Works on accepted operations, in the process that decides: a chunk of each in turn, so that a small one never waits for a large one. */
import { setTimeout } from "node:timers/promises";
import type { Logger } from "../log";
import type { BulkOperationRepository } from "../persistence/bulk-operation-repository";
import type { BulkOperationWork } from "../persistence/bulk-operation-work";
import { type Lease, LeaseLost } from "../persistence/lease-fence";
import type { InFlight } from "./in-flight";

interface Ports {
  readonly operations: Pick<BulkOperationRepository, "settle" | "abort">;
  readonly work: Pick<BulkOperationWork, "open" | "advance" | "doneOf" | "giveUp">;
  readonly inFlight: Pick<InFlight, "begin">;
  readonly log: Pick<Logger, "warn" | "error">;
}

/** Tasks changed in one transaction: few, because it keeps the counters of all tasks locked until its end. */
const CHUNK = 200;
/** What fails so often in a row is given up: what ails the database for a moment must cost no task its turn. */
const MOST_FAILURES = 3;
const PAUSE_MS = 1_000;
/** A place before all tasks: which ones are meant is not settled yet. */
const SETTLING = -1;

export class BulkOperationRunner {
  /** Where each operation failed last, and how often in a row. */
  private readonly failures = new Map<string, { readonly position: number; readonly times: number }>();

  constructor(private readonly ports: Ports) {}

  /** Goes on until nothing is left to do; returns at once. */
  begin(lease: Lease): void {
    this.ports.inFlight.begin("operations", () => this.run(lease));
  }

  private async run(lease: Lease): Promise<void> {
    try {
      for (;;) {
        const open = await this.ports.work.open();
        this.forgetFailures(open);
        if (open.length === 0) return;
        let allWell = true;
        for (const { id, settled } of open) {
          if (!(settled ? await this.advance(lease, id) : await this.settle(id))) allWell = false;
        }
        if (!allWell) await setTimeout(PAUSE_MS);
      }
    } catch (error) {
      // Another process goes on with it.
      if (!(error instanceof LeaseLost)) throw error;
    }
  }

  /** @returns false when it failed; one that cannot be settled ends, so that it never holds up the others. */
  private async settle(id: string): Promise<boolean> {
    const { operations, log } = this.ports;
    try {
      await operations.settle(id);
      return true;
    } catch (error) {
      log.error({ err: error, operation: id }, "which tasks an operation means could not be settled");
      if (this.failedAt(id, SETTLING) >= MOST_FAILURES) await this.give(() => operations.abort(id, "queue"));
      return false;
    }
  }

  /** @returns false when it failed. @throws LeaseLost */
  private async advance(lease: Lease, id: string): Promise<boolean> {
    const { work, log } = this.ports;
    try {
      await work.advance(lease, id, CHUNK);
      return true;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      log.warn({ err: error, operation: id }, "tasks of an operation are done one by one");
      return this.advanceOneByOne(lease, id);
    }
  }

  /** One task may stand in the way of its chunk; the others must not suffer for it. */
  private async advanceOneByOne(lease: Lease, id: string): Promise<boolean> {
    const { work, log } = this.ports;
    for (let n = 0; n < CHUNK; n += 1) {
      let position = SETTLING;
      try {
        const done = await work.doneOf(id);
        if (done === null) return true;
        position = done;
        if ((await work.advance(lease, id, 1)) !== true) return true;
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        log.error({ err: error, operation: id, position }, "a task of an operation could not be done");
        if (position === SETTLING || this.failedAt(id, position) < MOST_FAILURES) return false;
        await this.give(() => work.giveUp(lease, id, position));
      }
    }
    return true;
  }

  /** Of operations that have ended, however. */
  private forgetFailures(open: readonly { readonly id: string }[]): void {
    const ids = new Set(open.map(({ id }) => id));
    for (const id of this.failures.keys()) if (!ids.has(id)) this.failures.delete(id);
  }

  private failedAt(id: string, position: number): number {
    const last = this.failures.get(id);
    const times = last?.position === position ? last.times + 1 : 1;
    this.failures.set(id, { position, times });
    return times;
  }

  /** Giving up may fail as well, and is tried again in the next round. */
  private async give(up: () => Promise<unknown>): Promise<void> {
    await up().catch((error: unknown) => {
      if (error instanceof LeaseLost) throw error;
      this.ports.log.error({ err: error }, "an operation could not be given up");
    });
  }
}
