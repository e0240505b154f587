/** The page of the list in Chromium, with nothing in its cache: what it loads, and when it stands. */
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { ADMIN } from "../../e2e/support/product";
import { type ListStage, row } from "./list-stage";
import type { Section } from "./report";
import { median } from "./statistics";

/** After the rows are there: what comes late and would push them. */
const SETTLE_MS = 1_500;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-dev-shm-usage",
      "--no-first-run",
    ],
  });
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Cookies of the administrator. */
export async function signedIn(browser: Browser, url: string): Promise<Session> {
  const context = await browser.newContext({ baseURL: url, locale: "en-US" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await firstRow(page);
  const session = await context.storageState();
  await context.close();
  return session;
}

export function firstRow(page: Page): Promise<void> {
  return page.locator("main [data-status]").first().waitFor();
}

export async function measurePage({ product, scale, say }: ListStage): Promise<Section> {
  const browser = await openBrowser();
  try {
    const storageState = await signedIn(browser, product.url);
    const loads: Load[] = [];
    for (let n = 0; n < scale.loads + 1; n += 1) {
      const context = await browser.newContext({
        ...{ baseURL: product.url, storageState, locale: "en-US", viewport: { width: 1280, height: 800 } },
      });
      const load = await loadList(await context.newPage());
      await context.close();
      say(
        `largest paint ${load.largestPaintMs.toFixed(0)} ms, shift ${load.shift.toFixed(3)}, scripts ${load.scriptKb.toFixed(0)} kB`,
      );
      if (n > 0) loads.push(load); // the first one finds a server that has served nothing yet
    }
    const of = (figure: keyof Load) => loads.map((load) => load[figure]);
    const kb = of("scriptKb");
    return {
      title: "The page in Chromium, cold cache",
      rows: [
        {
          figure: "scripts before any interaction, gzip",
          unit: "kB",
          spread: { p50: median(kb) },
          samples: String(kb.length),
          goal: "≤ 200 kB",
        },
        row("largest contentful paint", "ms", of("largestPaintMs"), "p50 ≤ 1200 ms"),
        row("first row visible", "ms", of("rowsMs")),
        row("cumulative layout shift", "score", of("shift"), "≤ 0.02"),
      ],
    };
  } finally {
    await browser.close();
  }
}

interface Load {
  readonly largestPaintMs: number;
  readonly rowsMs: number;
  readonly shift: number;
  readonly scriptKb: number;
}

async function loadList(page: Page): Promise<Load> {
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.addInitScript(() => {
    const seen = { paint: 0, shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.paint = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      // The compiler's library has no type for this entry.
      for (const entry of list.getEntries())
        seen.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto("/tasks");
  await firstRow(page);
  const rowsMs = await page.evaluate(() => performance.now());
  await page.waitForTimeout(SETTLE_MS);
  // Set by the script above.
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { paint: number; shift: number } }).seen,
  );
  const sizes = await Promise.all(scripts);
  return {
    largestPaintMs: seen.paint,
    rowsMs,
    shift: seen.shift,
    scriptKb: sizes.reduce((sum, size) => sum + size, 0) / 1000,
  };
}
