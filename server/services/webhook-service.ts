/** RunningHub's webhooks, as hints: unsigned, repeated, in several shapes. The token names the attempt; a look decides. */
import { AppError } from "@/lib/errors";
import type { Logger } from "../log";
import type { WebhookRepository } from "../persistence/webhook-repository";
import { webhookRemoteId } from "../runninghub/webhook";
import { within } from "./within";

interface Ports {
  readonly webhooks: Pick<WebhookRepository, "hint">;
  readonly kick: () => void;
  readonly log: Pick<Logger, "warn">;
}

/** A sender waits for the answer; it should have it within a second. */
const ANSWER_MS = 800;

export class WebhookService {
  constructor(private readonly ports: Ports) {}

  /**
   * Has the attempt looked at now; an attempt whose create answer was lost learns its remote id. What takes longer goes
   * on after the answer: the queue looks by itself in any case.
   * @throws AppError NOT_FOUND
   */
  async receive(token: string, rawBody: string): Promise<void> {
    const work = this.take(token, rawBody);
    const known = await within(ANSWER_MS, work);
    if (known === "late")
      work.catch((error: unknown) => this.ports.log.warn({ err: error }, "a webhook could not be recorded"));
    else if (!known) throw new AppError("NOT_FOUND", "There is no such webhook");
  }

  private async take(token: string, rawBody: string): Promise<boolean> {
    const known = await this.ports.webhooks.hint(token, webhookRemoteId(rawBody));
    if (known) this.ports.kick();
    return known;
  }
}
