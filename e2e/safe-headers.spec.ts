/** Every answer has safe headers, and no page runs what got into it as text. */
import { expect, open, test } from "./fixtures";
import { API_TOKEN } from "./support/product";

const PAGES = [
  "/tasks",
  "/tasks/new",
  "/workflows",
  "/batches",
  "/results",
  "/dashboard",
  "/accounts",
  "/settings",
  "/nowhere",
];

test("every kind of answer tells browsers not to guess, not to frame and not to name where a person came from", async ({
  api,
  page,
  product,
}) => {
  await api.createPicture("Any", { start: false });
  await open(page, "/tasks");
  const script = await page.locator("script[src]").first().getAttribute("src");
  for (const path of [
    "/tasks",
    "/sign-in",
    "/icon.svg",
    "/api/health/live",
    "/api/tasks",
    "/api/nowhere",
    String(script),
  ]) {
    const answer = await fetch(new URL(path, product.url), {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    await answer.body?.cancel();
    const headers = Object.fromEntries(answer.headers);
    expect.soft(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect.soft(headers, path).not.toHaveProperty("x-powered-by");
  }
});

test("every page runs its own scripts only, each answer by another nonce", async ({ page }) => {
  const nonces = new Set<string>();
  for (const path of PAGES) {
    const answer = await page.goto(path);
    const policy = (await answer?.headerValue("content-security-policy")) ?? "";
    const scripts = policy.split("; ").find((rule) => rule.startsWith("script-src ")) ?? "";
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(scripts) ?? [];
    expect.soft(scripts, path).not.toMatch(/unsafe|\*|https?:/);
    expect.soft(policy, path).toContain("frame-ancestors 'none'");
    expect.soft(nonce.length, path).toBeGreaterThanOrEqual(22);
    // Browsers hide a nonce from selectors and show it to scripts.
    const strange = await page.evaluate(
      (own) => [...document.scripts].filter((script) => script.nonce !== own && !script.src).length,
      nonce,
    );
    expect.soft(strange, `${path}: inline scripts without the nonce`).toBe(0);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(PAGES.length);
});

test("markup that got into a page runs nothing, and loads nothing from elsewhere", async ({ context }) => {
  // Not the fixture's page, for which a refusal of the policy is a failure.
  const page = await context.newPage();
  await open(page, "/tasks");
  await page.evaluate(() => {
    const found = new Set<string>();
    Object.assign(window, { found });
    document.addEventListener("securitypolicyviolation", (event) => found.add(event.effectiveDirective));
    const markup = `<img src="x" onerror="window.ran = true"><img src="http://127.0.0.1:9/leak">
      <iframe src="http://127.0.0.1:9/"></iframe><form action="http://127.0.0.1:9/"><input name="a" value="b"></form>`;
    document.body.insertAdjacentHTML("beforeend", markup);
    // A document of its own inherits the policy, and its scripts were put there by a parser.
    const inner = document.createElement("iframe");
    inner.addEventListener("load", () => found.add("the inner document is there"));
    inner.srcdoc = "<script>parent.ran = true</script>";
    document.body.append(inner);
  });
  const refused = () => page.evaluate(() => [...(window as unknown as { found: Set<string> }).found].sort()); // set above
  await expect
    .poll(refused)
    .toEqual(["frame-src", "img-src", "script-src-attr", "the inner document is there"]);
  // After them: an attempt to go elsewhere stops what is being loaded.
  await page.locator("form[action^='http:']").evaluate((form: HTMLFormElement) => form.submit());
  await expect.poll(refused).toContain("form-action");
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  await page.close();
});
