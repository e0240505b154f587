/** What really happened at RunningHub. The judge believes this, and nothing the code under test says about itself. */

export type RunEnding = "SUCCESS" | "FAILED" | "CANCELLED" | "LOST";

/** One accepted create: money spent. Times are milliseconds since the run of the simulation began. */
export interface LedgerRun {
  readonly remoteId: string;
  readonly account: string;
  /** The prompt: which of our tasks it is. */
  readonly tag: string;
  readonly webhookUrl: string | null;
  /** When our process made the create call; frozen just then, it leaves later. */
  readonly sentAt: number;
  readonly acceptedAt: number;
  /** Whether the answer that names the run reached a live process. */
  told: boolean;
  /** The process that got that answer. */
  readonly sender: string;
  /** As it would end by itself. */
  readonly ending: RunEnding;
  naturalEndAt: number;
  /** Until then a successful run is reported as failed. */
  readonly reportedFailedUntil: number;
  endedAt: number | null;
  ended: RunEnding | null;
  cancelAskedAt: number | null;
}

/** An answered accountStatus call: what the queue could know of runs it has no name for. */
export interface CountAnswer {
  readonly account: string;
  /** When it was counted. */
  readonly at: number;
  /** When the answer was read by a living process; null while it is on its way, or lost. */
  toldAt: number | null;
  readonly alive: readonly string[];
}

export class Ledger {
  readonly runs: LedgerRun[] = [];
  readonly counts: CountAnswer[] = [];
  /** When each create call arrived, accepted or not. */
  readonly creates: { readonly at: number; readonly account: string; readonly tag: string }[] = [];
  readonly calls = new Map<string, number>();

  alive(account: string, at: number): LedgerRun[] {
    return this.runs.filter(
      (run) => run.account === account && run.acceptedAt <= at && (run.endedAt === null || run.endedAt > at),
    );
  }

  find(remoteId: string): LedgerRun | undefined {
    return this.runs.find((run) => run.remoteId === remoteId);
  }

  /** A living process has learnt the run's name. */
  tellRun(run: LedgerRun): void {
    run.told = true;
  }

  /** A living process has read the count. */
  tell(answer: CountAnswer, at: number): void {
    answer.toldAt = at;
  }

  count(call: string): void {
    this.calls.set(call, (this.calls.get(call) ?? 0) + 1);
  }
}
