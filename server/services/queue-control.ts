/** The queue as a whole: its lane, the pause switch, held workflows, settings. */
import type { Actor } from "@/lib/actor";
import type {
  ChangeQueueSettings,
  CloseBreaker,
  Lane,
  QueueSettings,
  WebhookState,
} from "@/lib/queue-schemas";
import type { BreakerRepository } from "../persistence/breaker";
import type { LaneReader } from "../persistence/lane-reader";
import type { SettingRepository } from "../persistence/setting-repository";
import type { WebhookRepository } from "../persistence/webhook-repository";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";

interface Ports {
  readonly settings: SettingRepository;
  readonly lane: LaneReader;
  readonly breakers: BreakerRepository;
  readonly webhooks: Pick<WebhookRepository, "lastRuns">;
  readonly publicUrl: string | null;
  readonly kick: () => void;
}

export type QueueSettingsView = QueueSettings & { webhooks: WebhookState };

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

  async settings(): Promise<QueueSettingsView> {
    const { settings, webhooks, publicUrl } = this.ports;
    const [stored, runs] = await Promise.all([settings.queueSettings(), webhooks.lastRuns()]);
    return { ...stored, webhooks: { publicUrl, ...runs } };
  }

  /**
   * What is left out stays. Another threshold counts for later failures; with 0 every held workflow goes on.
   * @throws AppError FORBIDDEN
   */
  async setSettings(actor: Actor, changes: ChangeQueueSettings): Promise<QueueSettingsView> {
    authorize(actor, "controlQueue");
    await this.ports.settings.changeQueueSettings(
      changes,
      recordOf(actor, "queue.settingsChanged", undefined, changes),
    );
    if (changes.breakerFailures === 0) await this.ports.breakers.closeAll();
    this.ports.kick();
    return this.settings();
  }

  /** Lets a held workflow run again; `closed` is false when it was not held. @throws AppError FORBIDDEN */
  async closeBreaker(actor: Actor, { kind, workflowId }: CloseBreaker): Promise<{ closed: boolean }> {
    authorize(actor, "controlQueue");
    const closed = await this.ports.breakers.close(
      kind,
      workflowId,
      recordOf(actor, "queue.workflowReleased", { kind: "workflow", id: workflowId, label: workflowId }),
    );
    if (closed) this.ports.kick();
    return { closed };
  }

  private async set(actor: Actor, paused: boolean): Promise<void> {
    authorize(actor, "controlQueue");
    const record = recordOf(actor, paused ? "queue.paused" : "queue.resumed");
    await this.ports.settings.setQueuePaused(paused, record);
  }
}
