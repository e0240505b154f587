/** RunningHub's webhooks, as hints: unsigned, repeated, in several shapes. The token names the attempt; a look decides. */
import { AppError } from "@/lib/errors";
import type { WebhookRepository } from "../persistence/webhook-repository";
import { webhookRemoteId } from "../runninghub/webhook";

interface Ports {
  readonly webhooks: WebhookRepository;
  readonly kick: () => void;
}

export class WebhookService {
  constructor(private readonly ports: Ports) {}

  /** Has the attempt looked at now; an attempt whose create answer was lost learns its remote id. @throws AppError NOT_FOUND */
  async receive(token: string, rawBody: string): Promise<void> {
    if (!(await this.ports.webhooks.hint(token, webhookRemoteId(rawBody))))
      throw new AppError("NOT_FOUND", "There is no such webhook");
    this.ports.kick();
  }
}
