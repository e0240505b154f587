/** JSON lines on stdout; whatever could hold a secret is redacted by name. */
import { type Logger, pino } from "pino";

export type { Logger };

const SECRET_NAMES = [
  "apiKey",
  "apikey",
  "authorization",
  "Authorization",
  "cookie",
  "password",
  "token",
  "secret",
  "netWssUrl",
];

/** @param level pino's level names, or "silent". */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: "[redacted]",
    },
  });
}
