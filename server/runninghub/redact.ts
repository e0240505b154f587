import { isLosslessNumber, parse, stringify } from "lossless-json";
import { isJsonObject } from "./reply-json";

const SECRET_NAMES = new Set([
  "apikey",
  "api_key",
  "userapikey",
  "authorization",
  "accesspassword",
  "curl",
  "netwssurl",
  "token",
  "access_token",
  "password",
  "secret",
  "signature",
  "rh-comfy-auth",
  "cookie",
  "webhooktoken",
]);
const HIDDEN = "[redacted]";
const MAX_TEXT = 4_000;
const MAX_DEPTH = 12;
const MAX_ITEMS = 500;

/** The text without the key (plain or URL-encoded), bearer credentials and the tokens of websocket addresses. */
export function redactText(text: string, apiKey: string): string {
  let clean = text;
  if (apiKey.length >= 4) {
    clean = clean.replaceAll(apiKey, HIDDEN).replaceAll(encodeURIComponent(apiKey), HIDDEN);
  }
  return clean
    .replace(/(Bearer\s+)[^\s"',]+/gi, `$1${HIDDEN}`)
    .replace(/((?:apiKey|Rh-Comfy-Auth|access_token|token)=)[^&\s"']+/gi, `$1${HIDDEN}`);
}

/** Members of signed addresses, however their ampersand is written: whoever has them has the file. */
const SIGNED =
  /((?:[?&;]|\\u0026)(?:[\w-]*(?:sign|token|secret|auth|key|credential|passw)[\w-]*|sig|q-ak)=)[^&\s"'\\]+/gi;
/** Members of JSON inside a text. */
const NAMED =
  /(\\*"(?:api_?key|userapikey|authorization|(?:access_)?token|(?:access)?password|rh-comfy-auth|cookie|secret|signature)\\*"\s*:\s*\\*")[^"\\]+/gi;

/**
 * Stored JSON as people may read it: formatted, every digit kept, without the given secrets and without anybody's
 * credentials.
 * @param json a JSON text as PostgreSQL gives it; null where there is none
 */
export function redactedJson(json: string | null, secrets: readonly string[]): string | null {
  if (json === null || json === "null") return null;
  return stringify(redactValue(parse(json), secrets), undefined, 2) ?? null;
}

function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") return redactWords(value, secrets);
  if (isLosslessNumber(value)) {
    const digits = value.toString();
    return redactWords(digits, secrets) === digits ? value : HIDDEN;
  }
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redactWords(name, secrets),
      isSecret(name, item) ? HIDDEN : redactValue(item, secrets),
    ]),
  );
}

function redactWords(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((left, secret) => redactText(left, secret), text);
  return clean.replace(SIGNED, `$1${HIDDEN}`).replace(NAMED, `$1${HIDDEN}`);
}

const isSecret = (name: string, item: unknown): boolean =>
  SECRET_NAMES.has(name.toLowerCase()) && item !== null && item !== "";

/**
 * A copy fit for storage: plain JSON without secrets, cut to a sensible size, and without what PostgreSQL's jsonb
 * refuses (NUL, lone surrogates).
 */
export function redactForStorage(value: unknown, apiKey: string, depth = 0): unknown {
  if (typeof value === "string") {
    const text = redactText(value, apiKey)
      .replaceAll("\u0000", "\uFFFD")
      .replace(/\p{Surrogate}/gu, "\uFFFD");
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/\p{Surrogate}$/u, "")}…` : text;
  }
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  if (depth >= MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ITEMS).map((item) => redactForStorage(item, apiKey, depth + 1));
  }
  if (!isJsonObject(value)) return null;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([name, item]) => [
        String(redactForStorage(name, apiKey)),
        isSecret(name, item) ? HIDDEN : redactForStorage(item, apiKey, depth + 1),
      ]),
  );
}
