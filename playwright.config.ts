import { defineConfig } from "@playwright/test";

/**
 * End-to-end tests: the real product with a simulated RunningHub, in a real browser. They expect a finished build (a
 * missing one is made by the first start). Nothing is downloaded: CHROMIUM_PATH names the browser.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  // A file is one journey; its tests share a product and take turns.
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  outputDir: "test-results",
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    locale: "en-US",
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: "reduce" },
    // Recording takes time in every test, so it waits until there is something to find.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--no-first-run",
      ],
    },
  },
});
