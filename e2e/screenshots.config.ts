import { defineConfig } from "@playwright/test";
import config from "../playwright.config";

/**
 * Pictures of every page to look at, in both languages, both themes and four widths; not part of the tests:
 *
 *     npx playwright test --config e2e/screenshots.config.ts
 *
 * They go to SCREENSHOTS_DIR, test-results/screenshots by default.
 */
export default defineConfig({
  ...config,
  testDir: ".",
  testMatch: "screenshots.ts",
  timeout: 900_000,
  outputDir: "../test-results/screenshots-run",
});
