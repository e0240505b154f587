/** People come in by links, may what their role says, and what they do can be read afterwards. */
import type { Browser, Page } from "@playwright/test";
import { expect, NOBODY, open, reopen, test } from "./fixtures";
import type { Api } from "./support/api";
import { findings } from "./support/axe";
import { ADMIN } from "./support/product";

const PASSWORD = "a long enough one";
const OPERATOR = "olga@example.com";
const VIEWER = "victor@example.com";

/** Whatever a test before left: only the administrator is here, with no token. */
test.beforeEach(async ({ api }) => {
  const { people, links } = await api.trpc.people.list.query();
  for (const { id, email } of people) if (email !== ADMIN.email) await api.trpc.people.remove.mutate({ id });
  for (const { id } of links) await api.trpc.people.revokeLink.mutate({ id });
  for (const { id } of await api.trpc.tokens.list.query()) await api.trpc.tokens.revoke.mutate({ id });
});

/** A browser of their own, in which nobody is signed in yet. */
async function anotherBrowser(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "en-US", storageState: NOBODY });
  return context.newPage();
}

/** Opens the link and comes in by it. */
async function comeIn(page: Page, path: string, name: string): Promise<void> {
  await open(page, path);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
}

async function signInAs(page: Page, email: string, password: string): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
}

/** Invites by the form. @returns the path of the link */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const form = page.getByRole("dialog", { name: "Invite somebody" });
  await form.getByLabel("Email address").fill(email);
  await form.getByLabel("Role").click();
  await page.getByRole("option", { name: role }).click();
  await form.getByRole("button", { name: "Make the link" }).click();
  const made = page.getByRole("dialog", { name: `The invitation for ${email}` });
  const link = await made.getByLabel("Link").inputValue();
  await made.getByRole("button", { name: "Done" }).click();
  return new URL(link).pathname;
}

const start = (page: Page, id: string) =>
  page.request.post("/api/tasks/batch/start", { data: { ids: [id] } });

async function seen(api: Api): Promise<string[]> {
  const { items } = await api.trpc.audit.page.query({ limit: 200 });
  return items.map(({ action, actor }) => `${actor.name}: ${action}`);
}

test("an operator and a viewer come in by invitations, and each may what their role says", async ({
  api,
  page,
  browser,
  baseURL,
}) => {
  const { id } = await api.createPicture("A pier", { start: false });
  await open(page, "/settings/people");
  const people = page.getByRole("region", { name: "People", exact: true });
  const operator = await anotherBrowser(browser, baseURL);
  const viewer = await anotherBrowser(browser, baseURL);

  await test.step("a link is shown once, waits in the list, and is used once", async () => {
    const path = await invite(page, OPERATOR, "Operator");
    const links = page.getByRole("region", { name: "Links that nobody has used yet" });
    await expect(links).toContainText(OPERATOR);
    await comeIn(operator, path, "Olga");
    await comeIn(viewer, await invite(page, VIEWER, "Viewer"), "Victor");
    await reopen(page);
    await expect(people).toContainText("Olga");
    await expect(people).toContainText("Victor");
    await expect(links).toHaveCount(0);
    const late = await anotherBrowser(browser, baseURL);
    await late.goto(path);
    await expect(late.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
    expect(await findings(late)).toEqual([]);
    await late.context().close();
  });

  await test.step("the viewer can press nothing and is refused by the API; the operator is not", async () => {
    const startOf = (of: Page) =>
      of.locator("[data-task-id]").filter({ hasText: "A pier" }).locator("[data-action=start]");
    await expect(startOf(operator)).toBeEnabled();
    await expect(startOf(viewer)).toBeDisabled();
    await expect(startOf(viewer).locator("..")).toHaveAttribute("title", /Viewers look only/);
    const navigation = viewer.getByRole("navigation", { name: "Main navigation" }).first();
    await expect(navigation.getByRole("link", { name: "Tasks" })).toBeVisible();
    await expect(navigation.getByRole("link", { name: "New task" })).toHaveCount(0);
    expect((await start(viewer, id)).status()).toBe(403);
    await open(viewer, "/settings");
    await expect(viewer.getByRole("link", { name: "Tokens" })).toBeVisible();
    await expect(viewer.getByRole("link", { name: "People" })).toHaveCount(0);
    await open(viewer, "/settings/people");
    await expect(viewer.getByRole("heading", { name: "This page does not exist" })).toBeVisible();
    await expect.poll(async () => (await start(operator, id)).status()).toBe(200);
    await api.reaches(id, "SUCCESS");
  });

  await test.step("another role holds at once, without a new sign-in", async () => {
    await people.getByRole("combobox", { name: `Role of ${VIEWER}` }).click();
    await page.getByRole("option", { name: "Operator" }).click();
    await expect(page.getByText(`${VIEWER} has another role now.`)).toBeVisible();
    expect((await start(viewer, id)).status()).toBe(200);
    await reopen(viewer);
    await expect(viewer.getByRole("link", { name: "New task" }).first()).toBeVisible();
  });

  await test.step("who is disabled is put out, on the page that is open too", async () => {
    await people.getByRole("button", { name: `Actions for ${OPERATOR}` }).click();
    await page.getByRole("menuitem", { name: "Disable" }).click();
    await expect(people.getByText("Disabled", { exact: true })).toBeVisible();
    expect((await start(operator, id)).status()).toBe(401);
    await expect(operator).toHaveURL(/\/sign-in/, { timeout: 60_000 });
  });

  await test.step("the last administrator stays one", async () => {
    await people.getByRole("combobox", { name: `Role of ${ADMIN.email}` }).click();
    await page.getByRole("option", { name: "Viewer" }).click();
    await expect(page.getByText("This is the only administrator who can sign in.")).toBeVisible();
    await expect(people.getByRole("combobox", { name: `Role of ${ADMIN.email}` })).toContainText(
      "Administrator",
    );
  });

  expect(await seen(api)).toEqual(
    expect.arrayContaining([
      `${ADMIN.email}: person.invited`,
      `${OPERATOR}: person.joined`,
      `${OPERATOR}: signIn.succeeded`,
      `${ADMIN.email}: person.roleChanged`,
      `${ADMIN.email}: person.disabled`,
    ]),
  );
  await operator.context().close();
  await viewer.context().close();
});

test("a token is made, used and revoked, and the audit log tells of it", async ({ page, product }) => {
  const me = (token: string) =>
    fetch(`${product.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  await open(page, "/settings/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  const form = page.getByRole("dialog", { name: "New token" });
  await form.getByLabel("What it is for").fill("Nightly script");
  await form.getByLabel("May").click();
  await page.getByRole("option", { name: "Operator" }).click();
  expect(await findings(page)).toEqual([]);
  await form.getByRole("button", { name: "Make the token" }).click();
  const made = page.getByRole("dialog", { name: "The token “Nightly script”" });
  const token = await made.getByLabel("Token").inputValue();
  await made.getByRole("button", { name: "Done" }).click();

  const answer = await me(token);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    expect.objectContaining({ kind: "token", name: `${ADMIN.email} (Nightly script)`, role: "operator" }),
  ]);
  const list = page.getByRole("region", { name: "Tokens" });
  await reopen(page);
  await expect(list).toContainText(`${token.slice(0, 9)}…`);
  await expect(list).toContainText("used");
  await expect(page.getByText(token)).toHaveCount(0);

  await list.getByRole("button", { name: "Revoke Nightly script" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(list).toContainText("No tokens yet");
  expect((await me(token)).status).toBe(401);

  await open(page, "/settings/audit");
  const entries = page.getByRole("region", { name: "Entries" });
  await expect(entries).toContainText("Made a token · Nightly script");
  await expect(entries).toContainText("Revoked a token · Nightly script");
  await page.getByRole("combobox", { name: "About" }).click();
  await page.getByRole("option", { name: "Passwords" }).click();
  await expect(entries).toContainText("Nothing fits");
  await page.getByRole("combobox", { name: "About" }).click();
  await page.getByRole("option", { name: "Tokens" }).click();
  await page.getByLabel("Person").fill(ADMIN.email);
  await expect(page).toHaveURL(/area=token/);
  await expect(entries).toContainText("Made a token · Nightly script");
  await expect(entries).not.toContainText("Signed in");
  const href = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  const csv = await (await page.request.get(href ?? "")).text();
  expect(csv).toContain("token.revoked");
  expect(csv).not.toContain(token);
});

test("a person changes their password, sees where they are signed in, and signs out elsewhere", async ({
  api,
  browser,
  baseURL,
}) => {
  const { path } = await api.trpc.people.invite.mutate({ email: OPERATOR, role: "operator" });
  const here = await anotherBrowser(browser, baseURL);
  const elsewhere = await anotherBrowser(browser, baseURL);
  await comeIn(here, path, "Olga");
  await signInAs(elsewhere, OPERATOR, PASSWORD);
  await open(here, "/settings/account");
  const sessions = here.getByRole("region", { name: "Where you are signed in" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByText("Here", { exact: true })).toHaveCount(1);
  expect(await findings(here)).toEqual([]);

  const password = here.getByRole("region", { name: "Password" });
  await password.getByLabel("Current password").fill("a guess of mine");
  await password.getByLabel("New password").fill("another long one");
  await password.getByRole("button", { name: "Change the password" }).click();
  await expect(password.getByText("This is not your current password.")).toBeVisible();
  await password.getByLabel("Current password").fill(PASSWORD);
  await password.getByRole("button", { name: "Change the password" }).click();
  await expect(here.getByText("The password is changed.")).toBeVisible();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await elsewhere.goto("/tasks");
  await expect(elsewhere).toHaveURL(/\/sign-in/);

  await signInAs(elsewhere, OPERATOR, "another long one");
  await reopen(here);
  await sessions.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await elsewhere.goto("/tasks");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await here.context().close();
  await elsewhere.context().close();
});

test("the pages of people, tokens and the audit log are free of serious barriers, light and dark", async ({
  api,
  page,
}) => {
  await api.trpc.people.invite.mutate({ email: VIEWER, role: "viewer" });
  await api.trpc.tokens.create.mutate({ name: "a service", role: "viewer", service: true });
  for (const path of ["/settings/people", "/settings/tokens", "/settings/audit", "/settings/account"]) {
    await open(page, path);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findings(page), `${path} ${colorScheme}`).toEqual([]);
    }
  }
});
