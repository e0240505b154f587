/** What may be spent: caps per day and per batch. What runs is never stopped by one; what waits says why. */
import type { Actor } from "@/lib/actor";
import {
  type Amounts,
  type ExpectedSpending,
  type ExpectSpending,
  expectSpending,
} from "@/lib/expected-spending";
import type { SpendingCaps } from "@/lib/spending-schemas";
import type { ExpectedSpendingReader } from "../persistence/expected-spending-reader";
import type { SpendingRepository } from "../persistence/spending-repository";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";

interface Ports {
  readonly spending: SpendingRepository;
  readonly expected: Pick<ExpectedSpendingReader, "ofNew" | "ofTarget" | "today" | "batch">;
  readonly kick: () => void;
}

const NOTHING: Amounts = { coins: 0, money: 0 };

export class SpendingControl {
  constructor(private readonly ports: Ports) {}

  caps(): Promise<SpendingCaps> {
    return this.ports.spending.caps();
  }

  /** Hold for all tasks and batches from the next claim on. @throws AppError FORBIDDEN */
  async setCaps(actor: Actor, caps: SpendingCaps): Promise<SpendingCaps> {
    authorize(actor, "controlQueue");
    await this.ports.spending.setCaps(caps, recordOf(actor, "queue.capsChanged", undefined, caps));
    this.ports.kick();
    return this.caps();
  }

  /**
   * What tasks would spend and what the caps would hold of them; nothing is created or started.
   * @throws AppError FILTER_TOO_BROAD
   */
  async expect({ tasks, batchId, ...target }: ExpectSpending): Promise<ExpectedSpending> {
    const { spending, expected } = this.ports;
    const [caps, groups] = await Promise.all([
      spending.caps(),
      tasks === undefined ? expected.ofTarget(target) : expected.ofNew(tasks),
    ]);
    const hasDayCap = caps.dayCoins !== null || caps.dayMoney !== null;
    const hasBatchCap = caps.batchCoins !== null || caps.batchMoney !== null;
    const isNewBatch = tasks !== undefined && batchId === undefined;
    const ofBatch = batchId ?? target.filter?.batchId ?? null;
    const [spentToday, spentByBatch] = await Promise.all([
      hasDayCap ? expected.today(caps.timeZone) : NOTHING,
      isNewBatch ? NOTHING : hasBatchCap && ofBatch !== null ? expected.batch(ofBatch) : null,
    ]);
    return expectSpending(groups, caps, spentToday, spentByBatch);
  }

  /** Lets go on what fits again: on another day, or when runs cost less than expected. */
  async liftHolds(): Promise<void> {
    if ((await this.ports.spending.liftHolds()) > 0) this.ports.kick();
  }
}
