/** People come in by a sign-in provider: a real one, at another site than ours. */
import type { Page } from "@playwright/test";
import { OpenIdProvider, type ProviderAccount } from "@/server/testing/openid-provider";
import { test as base, expect, NOBODY, open } from "./fixtures";
import type { Api } from "./support/api";
import { findings } from "./support/axe";
import { ADMIN } from "./support/product";

interface WithProvider {
  readonly provider: OpenIdProvider;
}

const test = base.extend<object, WithProvider>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern
    async ({}, use) => {
      const provider = await OpenIdProvider.start();
      await use(provider);
      await provider.close();
    },
    { scope: "worker" },
  ],
  environment: [
    async ({ provider: { settings } }, use) => {
      await use({
        OIDC_ISSUER: settings.issuer,
        OIDC_CLIENT_ID: settings.clientId,
        OIDC_CLIENT_SECRET: settings.clientSecret,
        OIDC_NAME: "Acme",
      });
    },
    { scope: "worker" },
  ],
});
test.use({ storageState: NOBODY });

const GRACE: ProviderAccount = {
  sub: "grace-1",
  email: "grace@example.com",
  email_verified: true,
  name: "Grace",
};

/** Whatever a test before left: only the administrator is here, and Grace is who signs in next. */
test.beforeEach(async ({ api, provider }) => {
  provider.person = GRACE;
  const { people, links } = await api.trpc.people.list.query();
  for (const { id, email } of people) if (email !== ADMIN.email) await api.trpc.people.remove.mutate({ id });
  for (const { id } of links) await api.trpc.people.revokeLink.mutate({ id });
});

const inviteGrace = (api: Api) =>
  api.trpc.people.invite.mutate({ email: GRACE.email ?? "", role: "operator" });

/** Presses the button of the sign-in page, which shows where to go first. */
async function signOn(page: Page, path = "/sign-in"): Promise<void> {
  await open(page, path);
  await page.getByRole("link", { name: "Sign in with Acme" }).click();
}

/** A page that notices that nobody is signed in any more goes to the sign-in page by itself, against the test's steps. */
const leave = (page: Page) => page.goto("about:blank");

const problem = (page: Page) => page.getByRole("main").getByRole("alert");

/** The provider's answer, as the browser would bring it back. */
async function answerFor(page: Page, provider: OpenIdProvider, change?: (url: URL) => void): Promise<URL> {
  const sent = await page.request.get("/sign-in/oidc", { maxRedirects: 0 });
  const there = new URL(sent.headers().location ?? "");
  change?.(there);
  return provider.visit(there.href);
}

test("an invited person comes in with their role, where they wanted to be, and out again", async ({
  api,
  page,
}) => {
  await inviteGrace(api);
  await page.goto("/tasks?status=FAILED");
  await expect(page).toHaveURL(/\/sign-in\?from=/);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: "Sign in with Acme" }).click();
  await expect(page).toHaveURL(/\/tasks\?status=FAILED$/);
  expect(await (await page.request.get("/api/me")).json()).toMatchObject({
    kind: "user",
    name: GRACE.email,
    role: "operator",
  });

  await open(page, "/settings/account");
  await expect(page.getByText("You have no password here")).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem"),
  ).toHaveCount(1);

  const { people, links } = await api.trpc.people.list.query();
  expect(links).toEqual([]);
  expect(people).toContainEqual(expect.objectContaining({ name: "Grace", signsInBy: ["singleSignOn"] }));
  const { items } = await api.trpc.audit.page.query({ person: GRACE.email, limit: 20 });
  expect(items.map(({ action }) => action)).toEqual(["signIn.succeeded", "person.joined"]);

  await page.getByRole("button", { name: /^You/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await page.request.get("/api/me")).status()).toBe(401);
});

test("the page behind an invitation offers it as well", async ({ api, page }) => {
  const { path } = await inviteGrace(api);
  await open(page, path);
  await page.getByRole("link", { name: "Sign in with Acme" }).click();
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("an administrator sees how people sign in", async ({ api, page, browser, baseURL, session }) => {
  await inviteGrace(api);
  await signOn(page);
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  const administrator = await (
    await browser.newContext({ baseURL, locale: "en-US", storageState: session })
  ).newPage();
  await open(administrator, "/settings/people");
  const grace = administrator
    .getByRole("region", { name: "People", exact: true })
    .getByRole("listitem")
    .filter({ hasText: "Grace" });
  await expect(grace).toContainText("single sign-on");
  expect(await findings(administrator)).toEqual([]);
  await administrator.context().close();
});

test("a stranger is refused in words, in their language, and can use a password all the same", async ({
  page,
}) => {
  await signOn(page);
  await expect(problem(page)).toContainText("Nobody has invited your email address here.");
  expect(await findings(page)).toEqual([]);
  await open(page, page.url());
  await page.getByRole("button", { name: "中文" }).click();
  await expect(problem(page)).toContainText("你的邮箱还没有收到这里的邀请。");
  await expect(page.getByRole("link", { name: "使用 Acme 登录" })).toBeVisible();
  await page.getByLabel("邮箱").fill(ADMIN.email);
  await page.getByLabel("密码", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { name: "任务", level: 1 })).toBeVisible();
});

test("whose address the provider has not verified does not become who has it here", async ({
  page,
  provider,
}) => {
  provider.person = { sub: "mallory", email: ADMIN.email, email_verified: false };
  await signOn(page);
  await expect(problem(page)).toContainText("has not verified your email address");
});

test("who is disabled stays out, and who is put out by it must sign in again", async ({ api, page }) => {
  await inviteGrace(api);
  await signOn(page);
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  const { people } = await api.trpc.people.list.query();
  const id = people.find(({ email }) => email === GRACE.email)?.id ?? "";
  await leave(page);
  await api.trpc.people.change.mutate({ id, disabled: true });
  await page.goto("/tasks");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("link", { name: "Sign in with Acme" }).click();
  await expect(problem(page)).toContainText("Your account here is disabled.");
});

test("who refuses at the provider may try again", async ({ api, page, provider }) => {
  await inviteGrace(api);
  provider.person = null;
  await signOn(page, "/sign-in?from=%2Fworkflows");
  await expect(problem(page)).toContainText("did not let you in, or you stopped there");
  provider.person = GRACE;
  await page.getByRole("link", { name: "Sign in with Acme" }).click();
  await expect(page).toHaveURL(/\/workflows$/);
});

test("an answer is good in the browser that asked, unchanged, and once", async ({
  api,
  page,
  provider,
  browser,
  baseURL,
}) => {
  await inviteGrace(api);
  const outOfDate = /took too long, or was begun in another browser/;

  await test.step("not with another state", async () => {
    const answer = await answerFor(page, provider);
    answer.searchParams.set("state", "made-up");
    await page.goto(answer.href);
    await expect(problem(page)).toContainText(outOfDate);
  });

  await test.step("not with the nonce of another try", async () => {
    const answer = await answerFor(page, provider, (url) => url.searchParams.set("nonce", "another-try"));
    await page.goto(answer.href);
    await expect(problem(page)).toContainText("could not be trusted");
  });

  await test.step("not in another provider's name", async () => {
    const answer = await answerFor(page, provider);
    answer.searchParams.set("iss", "https://evil.example");
    await page.goto(answer.href);
    await expect(problem(page)).toContainText("could not be trusted");
  });

  await test.step("not in another browser, and then here", async () => {
    const answer = await answerFor(page, provider);
    const victim = await (await browser.newContext({ baseURL, storageState: NOBODY })).newPage();
    await victim.goto(answer.href);
    await expect(victim).toHaveURL(/\/sign-in\?problem=expired/);
    await victim.context().close();
    await page.goto(answer.href);
    await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
    await leave(page);
    await page.context().clearCookies();
    await page.goto(answer.href);
    await expect(problem(page)).toContainText(outOfDate);
  });
});

test("nobody is led to another site afterwards, nor told its words", async ({ api, page }) => {
  await inviteGrace(api);
  await page.goto("/sign-in?problem=%3Cb%3Ewin%3C%2Fb%3E");
  await expect(problem(page)).toHaveCount(0);
  await signOn(page, "/sign-in?from=%2F%2Fevil.example%2Ftasks");
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/tasks");
});

test("the button works before any JavaScript, and a provider that is away is said to be", async ({
  browser,
  baseURL,
  provider,
}) => {
  const context = await browser.newContext({
    baseURL,
    locale: "en-US",
    storageState: NOBODY,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  const answer = await answerFor(page, provider);
  await provider.interrupt();
  try {
    await page.goto(answer.href);
    await expect(problem(page)).toContainText("The sign-in provider does not answer.");
  } finally {
    await provider.resume();
  }
  await page.getByRole("link", { name: "Sign in with Acme" }).click();
  await expect(problem(page)).toContainText("Nobody has invited your email address here.");
  await context.close();
});
