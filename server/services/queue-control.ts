/** The queue as a whole: its lane, and the pause switch. */
import type { Actor } from "@/lib/actor";
import type { Lane } from "@/lib/queue-schemas";
import type { LaneReader } from "../persistence/lane-reader";
import type { SettingRepository } from "../persistence/setting-repository";
import { authorize } from "./rights";

interface Ports {
  readonly settings: SettingRepository;
  readonly lane: LaneReader;
  readonly kick: () => void;
}

export class QueueControl {
  constructor(private readonly ports: Ports) {}

  lane(): Promise<Lane> {
    return this.ports.lane.read();
  }

  readonly isPaused = (): Promise<boolean> => this.ports.settings.isQueuePaused();

  /** Nothing new is submitted until resumed; what runs goes on. @throws AppError FORBIDDEN */
  async pause(actor: Actor): Promise<void> {
    await this.set(actor, true);
  }

  /** @throws AppError FORBIDDEN */
  async resume(actor: Actor): Promise<void> {
    await this.set(actor, false);
    this.ports.kick();
  }

  private async set(actor: Actor, paused: boolean): Promise<void> {
    authorize(actor, "controlQueue");
    await this.ports.settings.setQueuePaused(paused);
  }
}
