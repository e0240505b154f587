/** Results that stay: one that could not be copied can be fetched again, and none can act on this site. */
import type { Page } from "@playwright/test";
import { expect, open, test } from "./fixtures";
import type { Api } from "./support/api";
import { findings } from "./support/axe";
import type { RunningHub } from "./support/running-hub";

/** Fetched by a script that ought not to run. */
const TRACE = "/api/health/live?stolen";
const SCRIPT = `fetch("${TRACE}", { credentials: "include" });`;
const ATTACKS = {
  SaveSVG: `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload='${SCRIPT}'><script>${SCRIPT}</script></svg>`,
  SaveHTML: `<!doctype html><title>innocent</title><body onload='${SCRIPT}'><script>${SCRIPT}</script></body>`,
};

/** A task whose result is what a stranger's node wrote. @returns the address of the result */
async function resultOf(
  api: Api,
  runningHub: RunningHub,
  classType: string,
  content: string,
): Promise<string> {
  const graph = { "1": { class_type: classType, inputs: { text: content } } };
  const workflow = { workflowId: "1990000000000000071", name: classType, graph };
  const { workflowId } = await runningHub.control<{ workflowId: string }>("POST", "workflows", workflow);
  const { id } = await api.create({ workflowId, workflowName: classType, start: true });
  const [output] = (await api.reaches(id, "SUCCESS")).outputs;
  if (output === undefined) throw new Error("the run left nothing");
  expect((await api.send(output.url)).status).toBe(200); // waits for the copy
  return output.url;
}

/** Requests that only the stranger's script makes. */
function traces(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith(TRACE)) seen.push(request.url());
  });
  return seen;
}

for (const [classType, content] of Object.entries(ATTACKS)) {
  test(`a script in the result of ${classType} does not run, opened or embedded`, async ({
    api,
    context,
    runningHub,
  }) => {
    // Not the fixture's page, for which a refusal of the policy is a failure: here the page refuses, too.
    const page = await context.newPage();
    const url = await resultOf(api, runningHub, classType, content);
    const seen = traces(page);
    await page.goto(url, { waitUntil: "load" });
    expect(await page.content()).toContain("fetch(");
    await open(page, "/tasks");
    for (const tag of ["iframe", "object", "img"] as const) {
      await page.evaluate(
        ([name, address]) =>
          new Promise<void>((resolve) => {
            const element = document.createElement(name);
            element.onload = element.onerror = () => resolve();
            element.setAttribute(name === "object" ? "data" : "src", address);
            document.body.append(element);
          }),
        [tag, url] as const,
      );
    }
    expect(seen).toEqual([]);

    // The same bytes do run where nobody keeps them from it.
    const bare = { contentType: classType === "SaveSVG" ? "image/svg+xml" : "text/html", body: content };
    await page.route(url, (route) => route.fulfill(bare));
    await page.goto(url, { waitUntil: "load" });
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    await page.close();
  });
}

test("a result is shown and saved although RunningHub's link to it has expired, and RunningHub itself is away", async ({
  api,
  page,
  runningHub,
}) => {
  const { id } = await api.createPicture("Kept for good", { start: true });
  await api.reaches(id, "SUCCESS");
  await expect.poll(async () => (await api.task(id)).outputs[0]?.state).toBe("STORED");
  await runningHub.control("POST", "settings", { fileLifetimeHours: 0 });
  await runningHub.goDown();
  await open(page, `/tasks/${id}`);
  await page.getByRole("button", { name: "Open result 1 in full size" }).click();
  const picture = page.getByRole("dialog").getByRole("img", { name: "Result of Kept for good" });
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  const [output] = (await api.task(id)).outputs;
  const saved = await (await api.send(`${output?.url}?download=1`)).arrayBuffer();
  expect(saved.byteLength).toBe(output?.size);
});

test("a name for downloads is tried out while it is typed, and used from then on", async ({ api, page }) => {
  const { id } = await api.createPicture("Poster", { start: true });
  const [output] = (await api.reaches(id, "SUCCESS")).outputs;
  await open(page, "/settings");
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  const save = page.locator("form").filter({ has: name }).getByRole("button", { name: "Save" });
  await name.fill("{nonsense}");
  await expect(page.getByText("Use only the parts named here")).toBeVisible();
  await name.fill("{workflow}/{date}");
  await expect(page.getByText("Text to image 2026-11-27.png")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await save.click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  const saved = await api.send(`${output?.url}?download=1`);
  expect(saved.headers.get("content-disposition")).toMatch(
    /^attachment; filename="Poster \d{4}-\d\d-\d\d\.png"/,
  );
  await api.trpc.outputs.setNameTemplate.mutate({ template: "{workflow}-{id}" });
});

test("a result that could not be copied says so in its row and on its page, and is fetched again without a second run", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  test.slow();
  await runningHub.control("POST", "settings", { fileLifetimeHours: 0 });
  const { id } = await api.createPicture("Lost and found", { start: true });
  await api.reaches(id, "SUCCESS");
  await expect.poll(async () => (await api.task(id)).outputs[0]?.state, { timeout: 30_000 }).toBe("FAILED");
  expect((await api.task(id)).outputs[0]?.reason?.code).toBe("LINK_EXPIRED");

  await taskList.open();
  const row = taskList.row("Lost and found");
  await row.getByRole("button", { name: "1 result not kept" }).click();
  await expect(page.getByRole("button", { name: "Fetch again" })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await open(page, `/tasks/${id}`);
  await expect(page.getByText("RunningHub’s link has expired", { exact: false }).first()).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await runningHub.control("POST", "settings", { fileLifetimeHours: 24 });
  await page.getByRole("button", { name: "Fetch again" }).click();
  await expect(page.getByRole("button", { name: "Open result 1 in full size" })).toBeVisible();
  await expect(page.getByText("A result is fetched again")).toBeVisible();
  expect((await runningHub.ledger()).creates).toHaveLength(1);
});
