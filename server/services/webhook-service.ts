/** RunningHub's webhooks, as hints: unsigned, repeated, in several shapes. The token names the attempt; a look decides. */
import { AppError } from "@/lib/errors";
import type { WebhookRepository } from "../persistence/webhook-repository";

interface Ports {
  readonly webhooks: WebhookRepository;
  readonly kick: () => void;
}

/** 19 digits in practice; read from the raw text because the id may come as a bare number that JSON would round. */
const TASK_ID = /"taskId"\s*:\s*"?(\d{5,25})"?/;

export class WebhookService {
  constructor(private readonly ports: Ports) {}

  /** Has the attempt looked at now; an attempt whose create answer was lost learns its remote id. @throws AppError NOT_FOUND */
  async receive(token: string, rawBody: string): Promise<void> {
    const remoteId = TASK_ID.exec(rawBody.replaceAll('\\"', '"'))?.[1] ?? null;
    if (!(await this.ports.webhooks.hint(token, remoteId)))
      throw new AppError("NOT_FOUND", "There is no such webhook");
    this.ports.kick();
  }
}
