/** Request and reply of an attempt, for people: whoever may see the task may see them, and nobody sees a secret. */
import { AppError } from "@/lib/errors";
import type { ExchangeView } from "@/lib/exchange-schema";
import { isUuid } from "@/lib/uuid";
import type { ExchangeReader } from "../persistence/exchange-reader";
import { redactedJson } from "../runninghub/redact";
import type { SecretBox } from "../storage/secret-box";
import { taskNotFound } from "./task-not-found";

interface Ports {
  readonly reader: Pick<ExchangeReader, "find" | "sealedKeys">;
  readonly secrets: Pick<SecretBox, "open">;
}

/** The largest number of an attempt that the database holds. */
const MAX_NUMBER = 2 ** 31 - 1;

export class ExchangeService {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError TASK_NOT_FOUND, also for a run that the task has not had */
  async get(taskId: string, number: number): Promise<ExchangeView> {
    const isNumber = Number.isSafeInteger(number) && number > 0 && number <= MAX_NUMBER;
    const found = isUuid(taskId) && isNumber ? await this.ports.reader.find(taskId, number) : null;
    if (!found) throw isUuid(taskId) && isNumber ? noSuchRun(number) : taskNotFound(taskId);
    // Any key may stand in a prompt or an answer, not only that of the account it ran on.
    const secrets = [found.webhookToken, ...(await this.keys())];
    return {
      number,
      sentAt: found.sentAt?.toISOString() ?? null,
      answeredAt: found.answeredAt?.toISOString() ?? null,
      request: redactedJson(found.request, secrets),
      reply: redactedJson(found.reply, secrets),
    };
  }

  /** One that cannot be read (APP_SECRET has changed) was taken out when the exchange was stored. */
  private async keys(): Promise<string[]> {
    return (await this.ports.reader.sealedKeys()).flatMap((sealed) => {
      try {
        return [this.ports.secrets.open(sealed)];
      } catch {
        return [];
      }
    });
  }
}

function noSuchRun(number: number): AppError {
  return new AppError("TASK_NOT_FOUND", `There is no such task, or it has had no run ${number}`);
}
