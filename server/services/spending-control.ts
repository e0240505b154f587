/** What may be spent: caps per day and per batch. What runs is never stopped by one; what waits says why. */
import type { Actor } from "@/lib/actor";
import type { SpendingCaps } from "@/lib/spending-schemas";
import type { SpendingRepository } from "../persistence/spending-repository";
import { authorize } from "./rights";

interface Ports {
  readonly spending: SpendingRepository;
  readonly kick: () => void;
}

export class SpendingControl {
  constructor(private readonly ports: Ports) {}

  caps(): Promise<SpendingCaps> {
    return this.ports.spending.caps();
  }

  /** Hold for all tasks and batches from the next claim on. @throws AppError FORBIDDEN */
  async setCaps(actor: Actor, caps: SpendingCaps): Promise<SpendingCaps> {
    authorize(actor, "controlQueue");
    await this.ports.spending.setCaps(caps);
    this.ports.kick();
    return this.caps();
  }

  /** Lets go on what fits again: on another day, or when runs cost less than expected. */
  async liftHolds(): Promise<void> {
    if ((await this.ports.spending.liftHolds()) > 0) this.ports.kick();
  }
}
