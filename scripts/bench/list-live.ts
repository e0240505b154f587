/** From a change that the queue has written to its paint in an open list. */
import type { Page } from "@playwright/test";
import { API_TOKEN } from "../../e2e/support/product";
import { withClient } from "./ground";
import { firstRow, openBrowser, signedIn } from "./list-page";
import { type ListStage, row } from "./list-stage";
import type { Section } from "./report";

/** The simulator's text-to-image sample. */
const WORKFLOW = "1987654321098765402";
const NEVER_MS = 60_000;

export async function measureLive({ product, databaseUrl, scale, say }: ListStage): Promise<Section> {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({
      ...{ baseURL: product.url, storageState: await signedIn(browser, product.url), locale: "en-US" },
    });
    const page = await context.newPage();
    // The compiler names functions by a helper of its own, which a page does not have.
    await page.addInitScript({ content: "globalThis.__name = (named) => named" });
    await page.goto("/tasks");
    await firstRow(page);
    await page.getByText("Live", { exact: true }).waitFor();
    await watchRows(page);
    say(`${scale.changes} tasks, one after another`);
    const ids: string[] = [];
    for (let n = 0; n < scale.changes; n += 1) ids.push(await runOne(product.url, page));
    const painted = await paints(page);
    const written = await withClient(databaseUrl, async (client) => {
      const { rows } = await client.query<{ id: string; status: string; at: Date }>(
        `SELECT task_id AS id, to_status AS status, at FROM task_event
         WHERE task_id = ANY($1::uuid[]) AND to_status IN ('QUEUED', 'RUNNING', 'SUCCESS')`,
        [ids],
      );
      return rows;
    });
    const shownAt = (id: string) =>
      Math.min(
        ...Object.keys(painted).flatMap((key) => (key.startsWith(id) ? [painted[key] ?? Number.NaN] : [])),
      );
    const onShow = written.filter(({ id, at }) => at.getTime() > shownAt(id));
    const delays = onShow.flatMap(({ id, status, at }) => {
      const seen = painted[`${id} ${status}`];
      return seen === undefined ? [] : [seen - at.getTime()];
    });
    return {
      title: "Change → painted",
      rows: [row("a status of a run, in an open list", "ms", delays, "p95 ≤ 300 ms")],
      notes: [
        `From the moment the change is written to the frame after it, of tasks whose row was there before it. ${delays.length} of ${onShow.length} such changes were shown; of two within one message only the later is.`,
      ],
    };
  } finally {
    await browser.close();
  }
}

/** Keeps when a row showed a status first, by `id STATUS`, in milliseconds since 1970. */
async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const paints: Record<string, number> = {};
    Object.assign(window, { paints });
    const look = () => {
      for (const mark of document.querySelectorAll("main [data-status]")) {
        const link = mark.closest("tr, li, article, [data-row]")?.querySelector("a[href^='/tasks/']");
        const key = `${link?.getAttribute("href")?.split("/")[2]} ${mark.getAttribute("data-status")}`;
        if (!(key in paints)) {
          paints[key] = Number.NaN;
          // After the frame that shows it.
          requestAnimationFrame(() =>
            setTimeout(() => (paints[key] = performance.timeOrigin + performance.now())),
          );
        }
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  });
}

function paints(page: Page): Promise<Record<string, number>> {
  // Set by the script above.
  return page.evaluate(() => (window as unknown as { paints: Record<string, number> }).paints);
}

/** Creates a task and waits until the page shows that it has succeeded. @returns its id */
async function runOne(url: string, page: Page): Promise<string> {
  const answer = await fetch(`${url}/api/tasks`, {
    method: "POST",
    headers: { authorization: `Bearer ${API_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({
      workflowId: WORKFLOW,
      site: "simulator",
      start: true,
      nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue: "a calm sea" }],
    }),
  });
  if (!answer.ok) throw new Error(`no task was made: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string }; // our own view
  await page.waitForFunction(
    (key) => (window as unknown as { paints: Record<string, number> }).paints[key] !== undefined,
    `${id} SUCCESS`,
    { timeout: NEVER_MS },
  );
  return id;
}
