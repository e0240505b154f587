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
  // Compose files and shells often pass a variable on empty; that means "not set".
  for (const [name, value] of Object.entries(process.env)) if (value.trim() === "") delete process.env[name];
  const env = process.env;
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${env.PORT}"`);
  const dataDir = resolve(root, env.DATA_DIR ?? ".data");
  env.DATA_DIR = dataDir;
  env.NEXT_TELEMETRY_DISABLED ??= "1";
  return {
    port,
    host: env.HOST ?? "127.0.0.1",
    dataDir,
    databaseUrl: env.DATABASE_URL,
    simulate: env.RUNNINGHUB_API_KEY === undefined,
  };
}
