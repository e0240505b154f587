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
  "rh-comfy-auth",
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
        SECRET_NAMES.has(name.toLowerCase()) && item !== null && item !== ""
          ? HIDDEN
          : redactForStorage(item, apiKey, depth + 1),
      ]),
  );
}
