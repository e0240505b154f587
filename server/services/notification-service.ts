/** Where people are told of what happens: hooks, a try on demand, and the log of messages. */
import { uuidv7 } from "uuidv7";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type {
  ChangeHook,
  CreateHook,
  DeliveryView,
  HookEvent,
  HookFormat,
  HookView,
  TryResult,
} from "@/lib/notification-schemas";
import { isUuid } from "@/lib/uuid";
import type { NotificationDeliveries, StoredDelivery } from "../persistence/notification-deliveries";
import type { ListedHook, NotificationHooks, StoredHook } from "../persistence/notification-hooks";
import type { SecretBox } from "../storage/secret-box";
import { recordOf } from "./audit-record";
import type { NotificationSender } from "./notification-sender";
import { authorize } from "./rights";

interface Ports {
  readonly hooks: Pick<NotificationHooks, "all" | "find" | "add" | "change" | "remove">;
  readonly deliveries: Pick<NotificationDeliveries, "log" | "again">;
  readonly sender: Pick<NotificationSender, "send">;
  readonly secrets: Pick<SecretBox, "seal">;
}

export class NotificationService {
  constructor(private readonly ports: Ports) {}

  /** The oldest first. */
  async list(): Promise<HookView[]> {
    return (await this.ports.hooks.all()).map(viewOf);
  }

  /** @throws AppError FORBIDDEN */
  async create(actor: Actor, { url, secret, ...wishes }: CreateHook): Promise<{ id: string }> {
    authorize(actor, "controlQueue");
    const hook = {
      ...wishes,
      ...this.sealedUrl(url),
      secretCipher: secret === undefined ? null : this.ports.secrets.seal(secret),
    };
    const id = await this.ports.hooks.add(hook, (id) =>
      recordOf(actor, "notification.added", targetOf({ id, name: wishes.name }), {
        events: wishes.events,
        format: wishes.format,
        urlHint: hook.urlHint,
      }),
    );
    return { id };
  }

  /** @throws AppError FORBIDDEN, HOOK_NOT_FOUND */
  async change(actor: Actor, { id, url, secret, ...wishes }: ChangeHook): Promise<{ id: string }> {
    authorize(actor, "controlQueue");
    const hook = await this.find(id);
    const address = url === undefined ? null : this.sealedUrl(url);
    await this.ports.hooks.change(
      id,
      {
        ...wishes,
        ...address,
        ...(secret !== undefined && {
          secretCipher: secret === null ? null : this.ports.secrets.seal(secret),
        }),
      },
      recordOf(actor, "notification.changed", targetOf(hook), {
        ...wishes,
        ...(address && { urlHint: address.urlHint }),
        ...(secret !== undefined && { secretChanged: true }),
      }),
    );
    return { id };
  }

  /** @throws AppError FORBIDDEN, HOOK_NOT_FOUND */
  async remove(actor: Actor, id: string): Promise<{ id: string; deleted: true }> {
    authorize(actor, "controlQueue");
    const hook = await this.find(id);
    await this.ports.hooks.remove(id, recordOf(actor, "notification.removed", targetOf(hook)));
    return { id, deleted: true };
  }

  /** Sends a message now, and tells what the receiver answers. @throws AppError FORBIDDEN, HOOK_NOT_FOUND */
  async test(actor: Actor, id: string): Promise<TryResult> {
    authorize(actor, "controlQueue");
    const message = { id: uuidv7(), told: { event: "test" as const, data: {} }, happenedAt: new Date() };
    return (await this.ports.sender.send(await this.find(id), message)).result;
  }

  /** The last hundred messages, the newest first. @throws AppError FORBIDDEN, HOOK_NOT_FOUND */
  async log(actor: Actor, id: string): Promise<DeliveryView[]> {
    authorize(actor, "controlQueue");
    await this.find(id);
    return (await this.ports.deliveries.log(id)).map(deliveryView);
  }

  /** The same message, under its id, once more. @throws AppError FORBIDDEN, HOOK_NOT_FOUND */
  async sendAgain(actor: Actor, deliveryId: string): Promise<{ id: string }> {
    authorize(actor, "controlQueue");
    if (!isUuid(deliveryId) || !(await this.ports.deliveries.again(deliveryId))) throw notFound();
    return { id: deliveryId };
  }

  private async find(id: string): Promise<StoredHook> {
    const hook = isUuid(id) ? await this.ports.hooks.find(id) : null;
    if (hook === null) throw notFound();
    return hook;
  }

  private sealedUrl(url: string): { urlCipher: string; urlHint: string } {
    const { host, href } = new URL(url);
    return { urlCipher: this.ports.secrets.seal(url), urlHint: `${host}/…${href.slice(-4)}` };
  }
}

function targetOf({ id, name }: { readonly id: string; readonly name: string }) {
  return { kind: "notification", id, label: name } as const;
}

function viewOf({ id, name, format, locale, events, urlHint, secretCipher, last }: ListedHook): HookView {
  return {
    id,
    name,
    format: format as HookFormat, // checked by the database
    locale: locale === "zh" ? "zh" : "en",
    events: events as HookEvent[], // only written from the checked input
    urlHint,
    hasSecret: secretCipher !== null,
    last: last && { state: last.state, at: last.at.toISOString() },
  };
}

function deliveryView(row: StoredDelivery): DeliveryView {
  const { id, event, state, tries, httpStatus, durationMs, answer } = row;
  return {
    id,
    event,
    state,
    tries,
    createdAt: row.createdAt.toISOString(),
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    httpStatus,
    durationMs,
    answer,
  };
}

function notFound(): AppError {
  return new AppError("HOOK_NOT_FOUND", "There is no such notification any more");
}
