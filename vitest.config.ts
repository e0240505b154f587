import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    environment: "node",
    include: ["{client,lib,server,components}/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
    globalSetup: "./server/testing/global-setup.ts",
    setupFiles: "./server/testing/no-console-error.ts",
    // Neither a whole hour nor the zone of anybody's laptop: code that leans on local time shows itself.
    env: { TZ: "Asia/Kathmandu" },
    provide: { testDatabaseUrl: process.env.TEST_DATABASE_URL ?? "" },
    pool: "forks",
    maxWorkers: 2,
    // Only for what hangs: a small machine under load takes several times as long as a quiet one.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
