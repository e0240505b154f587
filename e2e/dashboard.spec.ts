/** The dashboard: figures of the runs that have ended, as charts and as tables, for the days in the address. */
import { expect, open, reopen, test } from "./fixtures";
import { arrange } from "./support/arrange";
import { findings } from "./support/axe";

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("it shows runs, causes and cost, is accessible, and fits a small phone", async ({
      api,
      page,
      runningHub,
    }) => {
      await arrange(api, runningHub, "FAILED", "Failed one");
      await arrange(api, runningHub, "SUCCESS", "Finished one");
      await open(page, "/dashboard?range=today");
      await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
      await expect(page.getByRole("figure", { name: "Runs over time" })).toBeVisible();
      await expect(page.getByRole("link", { name: "Out of graphics memory" })).toBeVisible();
      expect.soft(await findings(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 700 });
      // Charts are drawn anew for the width they are given, a moment after it.
      const tooWide = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(tooWide).toBeLessThanOrEqual(0);
    });
  });

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 667 } });

  test("the long name of an account does not widen the page", async ({ api, page, runningHub }) => {
    const name = "Averyverylongnamewithoutanyspace_".repeat(2).slice(0, 60);
    await runningHub.patchAccount({ key: "2".repeat(32), limit: 2 });
    await api.trpc.accounts.create.mutate({
      name,
      baseUrl: runningHub.url,
      apiKey: "2".repeat(32),
      slotLimit: 2,
    });
    for (const { id } of await api.trpc.accounts.list.query()) await api.trpc.accounts.check.mutate({ id });
    await open(page, "/dashboard?range=today");
    const balance = page.getByRole("figure", { name: "Balance over time" });
    await expect(balance).toContainText(name);
    const tooWide = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(tooWide).toBeLessThanOrEqual(0);
  });
});

test("today's figures follow what ends, without waiting for the time to ask again", async ({
  api,
  page,
  runningHub,
}) => {
  // Whoever asks twice a minute would find it as well: that is taken away, so that only the news can bring it.
  await page.addInitScript(() => {
    const { setInterval } = window;
    const often = (handler: TimerHandler, ms = 0, ...more: unknown[]) =>
      ms < 30_000 ? setInterval(handler, ms, ...more) : 0;
    Object.assign(window, { setInterval: often });
  });
  await arrange(api, runningHub, "SUCCESS", "Finished one");
  await open(page, "/dashboard?range=today");
  const runs = page.locator("dl > div", { hasText: "Runs ended" }).locator("dd").first();
  await expect(runs).toBeVisible();
  const before = Number((await runs.textContent())?.replaceAll(",", ""));
  expect(before).toBeGreaterThan(0);
  await arrange(api, runningHub, "SUCCESS", "Finished while somebody looks");
  await expect(runs).toHaveText(String(before + 1));
});

test("a chart gives its exact numbers as a table, a file and a copy; the choice is in the address", async ({
  api,
  page,
  runningHub,
}) => {
  await arrange(api, runningHub, "SUCCESS", "Finished one");
  await open(page, "/dashboard");
  const runs = page.getByRole("region", { name: "Runs over time" }).first();
  await runs.getByRole("button", { name: "Table" }).click();
  await expect(runs.getByRole("columnheader", { name: "Succeeded" })).toBeVisible();
  await expect(runs.getByRole("row")).toHaveCount(8);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    runs.getByRole("button", { name: "Download as CSV: Runs over time" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("hubqueue-runs.csv");
  await page.getByRole("button", { name: "30 days" }).click();
  await expect(page).toHaveURL(/range=30d/);
  await expect(runs.getByRole("row")).toHaveCount(31);
  await reopen(page);
  await expect(page.getByRole("button", { name: "30 days" })).toHaveAttribute("aria-pressed", "true");
});

test("days without a run say so instead of showing zeros", async ({ page, api }) => {
  await api.deleteEverything();
  await open(page, "/dashboard?from=2020-01-01&to=2020-01-07");
  await expect(page.getByRole("heading", { name: "No run ended on these days" })).toBeVisible();
});

test("the figures are a REST call as well, and a wrong day is refused with its name", async ({ api }) => {
  const answer = await api.call<{ totals: object; steps: object[] }>(
    "GET",
    "/api/insight?from=2020-01-01&to=2020-01-03",
  );
  expect(answer.status).toBe(200);
  expect(answer.body.steps).toHaveLength(3);
  const refused = await api.call<{ field: string }>("GET", "/api/insight?from=2020-01-05&to=2020-01-03");
  expect([refused.status, refused.body.field]).toEqual([400, "to"]);
});
