import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { inRoot, root } from "./paths.mjs";

/**
 * Reads what the launcher itself needs from the environment and the checkout's .env files, and makes process.env say
 * the same to the app, which checks all of it. `problems` is what can be said without the app, whose packages may not be
 * there yet: a line for each setting that makes no sense, as the app names them.
 */
export function readSettings() {
  for (const file of [".env.local", ".env"]) if (existsSync(inRoot(file))) process.loadEnvFile(inRoot(file));
  const env = process.env;
  // Compose files and shells often pass a variable on empty; that means "not set", and keeps the .env files out of it.
  const given = (name) => env[name]?.trim() || undefined;
  const port = Number(given("PORT") ?? 3000);
  const drainSeconds = Number(given("DRAIN_SECONDS") ?? 0);
  const dataDir = resolve(root, given("DATA_DIR") ?? ".data");
  env.DATA_DIR = dataDir;
  env.NEXT_TELEMETRY_DISABLED ??= "1";
  return {
    port,
    host: given("HOST") ?? "127.0.0.1",
    dataDir,
    trustedProxies: given("TRUSTED_PROXIES"),
    databaseUrl: given("DATABASE_URL"),
    simulate: given("RUNNINGHUB_API_KEY") === undefined,
    drainSeconds,
    problems: [
      ...(Number.isInteger(port) && port >= 0 && port <= 65_535
        ? []
        : ["PORT must be a whole number from 0 to 65535"]),
      ...(drainSeconds >= 0 && drainSeconds <= 600 ? [] : ["DRAIN_SECONDS must be a number from 0 to 600"]),
    ],
  };
}

/** As the app lists them. @param {string[]} problems */
export const listOf = (problems) =>
  `The configuration has ${problems.length} problem(s):\n${problems.map((line) => `  - ${line}`).join("\n")}`;
