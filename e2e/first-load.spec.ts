/** What a page loads before anybody touches it, and what is left for later: it must not be felt. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, open, test } from "./fixtures";

/** kB (gzip) of scripts of the list. Raise it only for what the first screen shows: docs/decisions/0015-first-load.md. */
const BUDGET_KB = 246;

/** What must not be among them, by a word of its code that survives the build. */
const LATER = {
  toasts: "data-sonner-toast",
  "menus, popovers and hints": "data-radix-popper-content-wrapper",
  dialogs: "data-radix-focus-guard",
  "the palette": "cmdk-input",
  "the parser of sentences": "EXPECT_ARGUMENT_CLOSING_BRACE",
  "checks of forms": "invalid_union",
  charts: "recharts",
};

test("the list loads no more scripts than its first screen needs", async ({ page }) => {
  const scripts = await Promise.all(
    [...(await firstScripts(page, "/tasks"))].map(async (name) => {
      const text = await (await page.request.get(`/_next/${name}`)).text();
      return { name, text, kb: gzipSync(text).length / 1000 };
    }),
  );
  for (const [part, word] of Object.entries(LATER)) {
    const carriers = scripts.filter(({ text }) => text.includes(word)).map(({ name }) => name);
    expect(carriers, `${part} belong to what is loaded later (components/ui/later.ts)`).toEqual([]);
  }
  const total = scripts.reduce((sum, { kb }) => sum + kb, 0);
  const largest = scripts
    .sort((a, b) => b.kb - a.kb)
    .map(({ kb, name, text }) => `${kb.toFixed(1)} kB ${name}: ${wordsOf(text)}`);
  expect(total, `kB of scripts, the largest first:\n${largest.join("\n")}`).toBeLessThanOrEqual(BUDGET_KB);
});

/** A few of its longest words, by which its source can be found. */
function wordsOf(text: string): string {
  const words = new Set(text.match(/(?<=")[A-Za-z][\w. -]{11,40}(?=")/g));
  return [...words].slice(0, 12).join(", ");
}

test.describe("where the code comes later than the press", () => {
  test("a menu that was opened by key has its first item focused, and gives the focus back", async ({
    api,
    page,
    taskList,
  }) => {
    await api.createPicture("Poster");
    const release = await openWithoutLater(page, "/tasks");
    const button = taskList.row("Poster").getByRole("button", { name: "More for Poster" });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menu")).toHaveCount(0);
    release();
    await expect(page.getByRole("menu").getByRole("menuitem").first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(button).toBeFocused();
  });

  test("a press opens the menu, a second one takes it back", async ({ page }) => {
    const release = await openWithoutLater(page, "/tasks");
    const theme = page.getByRole("button", { name: "Theme" });
    const columns = page.getByRole("button", { name: "Columns and density" });
    await theme.click();
    await columns.click();
    await columns.click();
    release();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await expect(page.locator("html")).toHaveClass(/dark/);
    await expect(page.getByRole("menu")).toHaveCount(0);
  });

  test("a question is asked, the safe answer has the focus, and it goes back where it was", async ({
    api,
    page,
    taskList,
  }) => {
    await api.createPicture("Poster");
    const release = await openWithoutLater(page, "/tasks");
    const remove = taskList.action("Poster", "Delete");
    await remove.click();
    release();
    await expect(taskList.question.getByRole("button", { name: "Keep" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(taskList.question).toHaveCount(0);
    await expect(remove).toBeFocused();
  });

  test("what was told meanwhile is told in its order", async ({ api, page, taskList }) => {
    await api.trpc.queue.pause.mutate();
    await api.createPicture("Poster");
    await api.createPicture("Flyer");
    const release = await openWithoutLater(page, "/tasks");
    await taskList.action("Poster", "Start").click();
    await expect(taskList.status("Poster")).toHaveText("Pending");
    await taskList.action("Flyer", "Start").click();
    await expect(taskList.status("Flyer")).toHaveText("Pending");
    release();
    const toasts = page.locator("[data-sonner-toast]");
    // The newest stands first.
    await expect(toasts).toHaveText([/Flyer/, /Poster/]);
  });
});

test("a hint is shown to who comes by key and to who points, and Escape takes it away", async ({
  api: _,
  page,
}) => {
  await open(page, "/tasks");
  const help = page.getByRole("button", { name: "Keyboard shortcuts" });
  const hint = page.getByRole("tooltip");
  await page.keyboard.press("Tab");
  await help.focus();
  await expect(hint).toHaveText("Keyboard shortcuts");
  await expect(help).toHaveAccessibleDescription("Keyboard shortcuts");
  await page.keyboard.press("Escape");
  await expect(hint).toHaveCount(0);
  await expect(help).not.toHaveAttribute("aria-describedby");
  await page.getByRole("button", { name: "Pause the line" }).hover();
  await expect(hint).toHaveText("Pause the line");
  await page.getByRole("heading", { name: "Tasks", level: 1 }).hover();
  await expect(hint).toHaveCount(0);
});

/** What the page itself names, as paths below /_next; without what only old browsers load. */
async function firstScripts(page: Page, path: string): Promise<ReadonlySet<string>> {
  const html = await (await page.request.get(path)).text();
  return new Set(html.replace(/<script[^>]*nomodule[^>]*>/gi, "").match(/static\/chunks\/[\w.~-]+\.js/g));
}

/** Opens a page whose other scripts come only once they are released. */
async function openWithoutLater(page: Page, path: string): Promise<() => void> {
  const first = await firstScripts(page, path);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const name = new URL(route.request().url()).pathname.replace("/_next/", "");
    if (!first.has(name)) await released;
    await route.continue();
  });
  await open(page, path);
  return release;
}
