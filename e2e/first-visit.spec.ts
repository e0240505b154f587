/** A fresh installation, and the door in front of it. */
import { test as base, expect, NOBODY, open } from "./fixtures";
import { findings } from "./support/axe";
import { Product } from "./support/product";

const test = base.extend<{ fresh: Product }>({
  fresh: async ({ runningHub }, use) => {
    const fresh = await Product.start(runningHub.environment);
    await use(fresh);
    await fresh.dispose();
  },
  baseURL: ({ fresh }, use) => use(fresh.url),
  storageState: NOBODY,
});

const EMAIL = "first@example.com";
const PASSWORD = "a long enough one";

test("the first visitor becomes the administrator, and the door then opens for nobody else", async ({
  page,
}) => {
  await test.step("whatever was asked for, the set-up comes first", async () => {
    await open(page, "/");
    await expect(page).toHaveURL(/\/setup$/);
    await expect(page.getByRole("heading", { name: "Welcome to HubQueue" })).toBeVisible();
    await open(page, "/sign-in");
    await expect(page).toHaveURL(/\/setup$/);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findings(page), colorScheme).toEqual([]);
    }
  });
  await test.step("a weak password is refused beside its field, and nothing typed is lost", async () => {
    await page.getByLabel("Email address").fill(EMAIL);
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page.getByText("The password needs 8 to 128 characters.")).toBeVisible();
    await expect(page.getByLabel("Email address")).toHaveValue(EMAIL);
  });
  await test.step("then the empty list is there, with the samples to try", async () => {
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page.getByText("No tasks yet")).toBeVisible();
    await expect(page.getByText("tasks run on the bundled simulator")).toBeVisible();
    await open(page, "/tasks/new");
    await expect(page.getByRole("link", { name: /Sample/ })).toHaveCount(7);
    await open(page, "/setup");
    await expect(page).toHaveURL(/\/tasks$/);
  });
  await test.step("after signing out every page leads to the door", async () => {
    await page.getByRole("button", { name: /^You/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await open(page, "/setup");
    await expect(page).toHaveURL(/\/sign-in/);
    await open(page, "/workflows");
    await expect(page).toHaveURL(/\/sign-in/);
  });
  await test.step("a wrong password stays outside, the right one leads where one wanted to go", async () => {
    await page.getByLabel("Email address").fill(EMAIL);
    await page.getByLabel("Password").fill(`${PASSWORD}!`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("The email address or the password is wrong.")).toBeVisible();
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Workflows", level: 1 })).toBeVisible();
  });
});
