import { sha256Hex } from "./ids";
import { stringifyJson } from "./json";
import type { NodeInfo } from "./node-info";
import type { StateStore } from "./state-file";

export interface LedgerEntry {
  sequence: number;
  /** Milliseconds of the virtual clock. */
  at: number;
  path: string;
  key: string | null;
  workflowId: string | null;
  nodeInfoList: NodeInfo[];
  webhookUrl: string | null;
  hasGraph: boolean;
  /** Equal for creates that ask for the same run. */
  fingerprint: string;
  accepted: boolean;
  code: number | null;
  msg: string;
  taskId: string | null;
  /** Slots of the account in use when the call came in. */
  activeBefore: number;
  limit: number | null;
}

export type LedgerDraft = Omit<LedgerEntry, "sequence" | "at" | "fingerprint">;

/** Every create call ever received, refused and dropped ones included, so that a judge can prove what a client did. */
export class Ledger {
  private readonly list: LedgerEntry[];
  private readonly callCounts = new Map<string, number>();

  constructor(
    private readonly store: StateStore,
    private readonly now: () => number,
  ) {
    // Lines are written by `record` alone, so they have its shape.
    this.list = store.readLines("ledger") as LedgerEntry[];
  }

  record(draft: LedgerDraft): void {
    const { workflowId, nodeInfoList, webhookUrl, key } = draft;
    const fingerprint = sha256Hex(stringifyJson({ key, workflowId, nodeInfoList, webhookUrl })).slice(0, 16);
    const entry = { sequence: this.list.length + 1, at: this.now(), fingerprint, ...draft };
    this.list.push(entry);
    this.store.appendLine("ledger", entry);
  }

  countCall(path: string): void {
    this.callCounts.set(path, (this.callCounts.get(path) ?? 0) + 1);
  }

  entries(): readonly LedgerEntry[] {
    return this.list;
  }

  /** Calls since this process started, by path. */
  calls(): Record<string, number> {
    return Object.fromEntries(this.callCounts);
  }

  /** Runs that were accepted more than once with the same key, workflow, inputs and webhook address. */
  duplicates(): { fingerprint: string; taskIds: string[] }[] {
    const groups = new Map<string, string[]>();
    for (const { fingerprint, taskId } of this.list)
      if (taskId !== null) groups.set(fingerprint, [...(groups.get(fingerprint) ?? []), taskId]);
    return [...groups].flatMap(([fingerprint, taskIds]) =>
      taskIds.length > 1 ? [{ fingerprint, taskIds }] : [],
    );
  }

  clear(): void {
    this.list.length = 0;
    this.callCounts.clear();
  }
}
