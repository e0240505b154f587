/** The reference of all REST calls, in the browser: served from here alone, and to be tried with one's own rights. */
import { expect, NOBODY, open, test } from "./fixtures";

test("a person finds every call in the reference, and tries one", async ({ api, page, product }) => {
  const { id } = await api.createPicture("Tried");
  const elsewhere: string[] = [];
  const refused: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:" && origin !== product.url) elsewhere.push(request.url());
  });
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text());
  });

  await open(page, "/settings");
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page).toHaveTitle("API · HubQueue");
  const described = await api.ask<{ paths: Record<string, object> }>("GET", "/api/openapi.json");
  const calls = Object.values(described.paths).flatMap((methods) => Object.keys(methods));
  await expect(page.locator(".opblock")).toHaveCount(calls.length);

  const call = page.locator(".opblock-get").filter({ has: page.locator('[data-path="/api/tasks/{id}"]') });
  await call.locator(".opblock-summary-control").click();
  await call.locator('[data-param-name="id"]').getByRole("textbox").fill(id);
  await call.getByRole("button", { name: "Execute" }).click();
  await expect(call.locator(".live-responses-table")).toContainText('"workflowName": "Tried"');
  expect(elsewhere).toEqual([]);
  expect(refused).toEqual([]);
});

test.describe("strangers", () => {
  test.use({ storageState: NOBODY });

  test("are asked to sign in, and come back to the reference", async ({ page }) => {
    await page.goto("/reference");
    await expect(page).toHaveURL(/\/sign-in\?from=(%2F|\/)reference$/);
  });
});

test("nothing but the page's own files is served beside it", async ({ product }) => {
  for (const name of ["package.json", "..%2Fpackage.json", "swagger-ui.js"])
    expect((await fetch(`${product.url}/reference/${name}`)).status, name).toBe(404);
  const script = await fetch(`${product.url}/reference/swagger-ui-bundle.js`);
  expect(script.headers.get("content-type")).toContain("text/javascript");
});
