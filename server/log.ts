/** JSON lines on stdout; whatever could hold a secret is redacted by name. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { currentFields } from "./log-context";

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

/**
 * @param level pino's level names, or "silent".
 * @param destination stdout unless given
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // A copy: pino writes the line's own fields into it.
    mixin: () => ({ ...currentFields() }),
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: "[redacted]",
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
