/** One try to tell a hook something, and how it went. */
import type { HookFormat, TryResult } from "@/lib/notification-schemas";
import type { isTaken, isTooOften, letterFor, Message } from "../notification/format";
import type { GuardedPost } from "../notification/guarded-post";
import type { StoredHook } from "../persistence/notification-hooks";
import type { SecretBox } from "../storage/secret-box";

interface Ports {
  readonly post: GuardedPost;
  readonly format: {
    readonly letterFor: typeof letterFor;
    readonly isTaken: typeof isTaken;
    readonly isTooOften: typeof isTooOften;
  };
  readonly redact: (text: string, secret: string) => string;
  readonly secrets: Pick<SecretBox, "open">;
  readonly publicUrl: string | null;
}

const MAX_ANSWER = 500;

export class NotificationSender {
  constructor(private readonly ports: Ports) {}

  /** Never throws for what the receiver does. @returns how it went, and whether another try may go better */
  async send(hook: StoredHook, message: Message): Promise<{ result: TryResult; retryable: boolean }> {
    const { post, format, publicUrl } = this.ports;
    const opened = this.open(hook);
    if (opened === null)
      return {
        result: { delivered: false, httpStatus: null, durationMs: 0, answer: "SECRET_UNREADABLE" },
        retryable: false,
      };
    const { url, secret } = opened;
    const kind = hook.format as HookFormat; // checked by the database
    const locale = hook.locale === "zh" ? "zh" : "en";
    const letter = format.letterFor(
      message,
      { format: kind, locale, url, secret },
      { now: new Date(), publicUrl },
    );
    const { httpStatus, durationMs, answer, retryable } = await post(letter);
    const delivered = httpStatus !== null && format.isTaken(kind, httpStatus, answer);
    return {
      result: { delivered, httpStatus, durationMs, answer: this.clean(answer, url, secret) },
      retryable: !delivered && (retryable || format.isTooOften(answer)),
    };
  }

  /** Null when they were stored under another APP_SECRET: no further try will help. */
  private open({ urlCipher, secretCipher }: StoredHook): { url: string; secret: string | null } | null {
    const { secrets } = this.ports;
    try {
      return {
        url: secrets.open(urlCipher),
        secret: secretCipher === null ? null : secrets.open(secretCipher),
      };
    } catch {
      return null;
    }
  }

  /** A receiver that echoes what it was sent must not put secrets into the log, nor bytes that cannot be stored. */
  private clean(answer: string, url: string, secret: string | null): string {
    const { pathname, searchParams } = new URL(url);
    const parts = [
      secret ?? "",
      ...searchParams.values(),
      ...pathname.split("/").filter((part) => part.length >= 16),
    ];
    const text = parts.reduce((left, part) => this.ports.redact(left, part), answer);
    return text.replaceAll("\u0000", "\uFFFD").slice(0, MAX_ANSWER);
  }
}
