import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { inRoot, root } from "./paths.mjs";

/**
 * Reads what the launcher itself needs from the environment and the checkout's .env files, and makes process.env say
 * the same to the app. The app checks everything else.
 * @throws Error in words for a bad port
 */
export function readSettings() {
  for (const file of [".env.local", ".env"]) if (existsSync(inRoot(file))) process.loadEnvFile(inRoot(file));
  const env = process.env;
  // Compose files and shells often pass a variable on empty; that means "not set", and keeps the .env files out of it.
  const given = (name) => env[name]?.trim() || undefined;
  const port = Number(given("PORT") ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${env.PORT}"`);
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
    // The app refuses what is no number, before anything is made of it.
    drainSeconds: Number(given("DRAIN_SECONDS") ?? 0),
  };
}
