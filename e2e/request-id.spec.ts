/** A request can be found in the log, whichever door it came through. */
import { expect, NOBODY, open, test } from "./fixtures";
import { ADMIN } from "./support/product";

test.use({ environment: { LOG_LEVEL: "debug" } });

interface Line {
  readonly msg: string;
  readonly requestId?: string;
  readonly [field: string]: unknown;
}

/** The lines that the product has logged about these requests. */
function linesOf(output: string, ids: readonly (string | null)[]): Line[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Line => JSON.parse(line))
    .filter(({ msg, requestId }) => msg === "request" && requestId !== undefined && ids.includes(requestId));
}

test("pages, calls and forms are answered with an id that the log knows, and none of their secrets", async ({
  page,
  api,
  product,
}) => {
  const asPage = await page.goto("/tasks?q=secret-words");
  const pageId = (await asPage?.headerValue("x-request-id")) ?? null;
  const rest = await api.send("/api/tasks/nothing", { headers: { "x-request-id": "from-a-script" } });
  const trpc = await api.send("/api/trpc/tasks.counts");
  const file = await api.send("/icon.svg");
  const ids = [pageId, ...[rest, trpc, file].map(({ headers }) => headers.get("x-request-id"))];
  expect(ids).toEqual([
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    "from-a-script",
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  ]);
  await expect
    .poll(() =>
      linesOf(product.output, ids)
        .map(({ method, route, status }) => `${method} ${route} ${status}`)
        .sort(),
    )
    .toEqual([
      "GET /api/tasks/{id} 404",
      "GET /api/trpc/tasks.counts 200",
      "GET /icon.svg 200",
      "GET /tasks 200",
    ]);
  expect(product.output).not.toContain("secret-words");
});

test("what a form did is in the audit log under the id of its request", async ({ browser, product, api }) => {
  const context = await browser.newContext({ baseURL: product.url, locale: "en-US", storageState: NOBODY });
  const stranger = await context.newPage();
  await open(stranger, "/sign-in");
  await stranger.getByLabel("Email address").fill(ADMIN.email);
  await stranger.getByLabel("Password").fill("not the password");
  const answered = stranger.waitForResponse((response) => response.request().method() === "POST");
  await stranger.getByRole("button", { name: "Sign in" }).click();
  const id = await (await answered).headerValue("x-request-id");
  await expect
    .poll(
      async () =>
        (await api.trpc.audit.page.query({ action: "signIn.failed", limit: 1 })).items[0]?.requestId,
    )
    .toBe(id);
  await expect
    .poll(() => linesOf(product.output, [id]))
    .toMatchObject([{ method: "POST", route: "/sign-in" }]);
  await context.close();
});
