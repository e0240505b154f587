/** A message as each receiver takes it, and how each says that it did. */
import type { Locale } from "@/lib/i18n/locale";
import type { HookFormat, Told } from "@/lib/notification-schemas";
import { dingtalkSign, feishuSign, signatureHeader } from "./signature";
import { type Words, wordsFor } from "./words";

/** One message, ready to be told; its id is the same at each try. */
export interface Message {
  readonly id: string;
  readonly told: Told;
  readonly happenedAt: Date;
}

interface Receiver {
  readonly format: HookFormat;
  readonly locale: Locale;
  readonly url: string;
  readonly secret: string | null;
}

export interface Letter {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** WeCom takes 4,096 bytes, the others more. */
const MAX_BYTES = 4_000;

/** @param now when it is sent: signatures are bound to it */
export function letterFor(
  { id, told, happenedAt }: Message,
  { format, locale, url, secret }: Receiver,
  { now, publicUrl }: { now: Date; publicUrl: string | null },
): Letter {
  const words = wordsFor(told, locale, publicUrl);
  const seconds = Math.floor(now.getTime() / 1000);
  const plain = (value: unknown): Letter => ({ url, headers: {}, body: JSON.stringify(value) });
  switch (format) {
    case "json": {
      const body = JSON.stringify({
        id,
        event: told.event,
        at: happenedAt.toISOString(),
        title: words.title,
        text: words.lines.join("\n"),
        url: words.link?.url ?? null,
        data: told.data,
      });
      return {
        url,
        headers: {
          "x-hubqueue-id": id,
          "x-hubqueue-event": told.event,
          ...(secret !== null && { "x-hubqueue-signature": signatureHeader(secret, seconds, body) }),
        },
        body,
      };
    }
    case "feishu":
      return plain({
        ...(secret !== null && { timestamp: String(seconds), sign: feishuSign(secret, seconds) }),
        msg_type: "post",
        content: {
          post: {
            [locale === "zh" ? "zh_cn" : "en_us"]: {
              title: words.title,
              content: [
                ...words.lines.map((text) => [{ tag: "text", text }]),
                ...(words.link === null ? [] : [[{ tag: "a", text: words.link.text, href: words.link.url }]]),
              ],
            },
          },
        },
      });
    case "dingtalk": {
      const signed = new URL(url);
      if (secret !== null) {
        signed.searchParams.set("timestamp", String(now.getTime()));
        signed.searchParams.set("sign", dingtalkSign(secret, now.getTime()));
      }
      const letter = plain({
        msgtype: "markdown",
        markdown: { title: words.title, text: markdown(words, "\n\n") },
      });
      return { ...letter, url: signed.href };
    }
    case "wecom":
      return plain({ msgtype: "markdown", markdown: { content: markdown(words, "\n") } });
    case "slack":
      return plain({ text: slackText(words) });
  }
}

/** Chat services answer 200 to what they refuse, and say so in the body. */
export function isTaken(format: HookFormat, httpStatus: number, answer: string): boolean {
  if (httpStatus < 200 || httpStatus >= 300) return false;
  if (format !== "feishu" && format !== "dingtalk" && format !== "wecom") return true;
  const code = /"(?:errcode|code|StatusCode)"\s*:\s*(-?\d+)/.exec(answer)?.[1];
  return code === "0";
}

/** Too many messages a minute, as Feishu, DingTalk and WeCom say it with a 200: later it goes. */
export function isTooOften(answer: string): boolean {
  return /"(?:errcode|code)"\s*:\s*(?:11232|130101|410100|45009|9499)\b/.test(answer);
}

function markdown({ title, lines, link }: Words, newline: string): string {
  const text = [`**${escaped(title)}**`, ...lines.map(escaped)].join(newline);
  return cut(text) + (link === null ? "" : `${newline}[${link.text}](${link.url})`);
}

/** People's words are no markup: stars, brackets and the like lose their meaning, and nothing becomes a link. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`);
}

function slackText({ title, lines, link }: Words): string {
  const safe = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const text = cut([`*${safe(title)}*`, ...lines.map(safe)].join("\n"));
  return link === null ? text : `${text}\n<${link.url}|${safe(link.text)}>`;
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_BYTES - 500) return text;
  return `${new TextDecoder().decode(bytes.subarray(0, MAX_BYTES - 500)).replace(/\uFFFD$/, "")}…`;
}
