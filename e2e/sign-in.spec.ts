/** The door opens also where the page's programs have not arrived, or never do. */
import { expect, NOBODY, test } from "./fixtures";
import { ADMIN } from "./support/product";

test.use({ storageState: NOBODY, javaScriptEnabled: false });

test("signing in works before any JavaScript, and a wrong password costs only the password", async ({
  page,
}) => {
  await page.goto("/workflows");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("Email address").fill(ADMIN.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The email address or the password is wrong.")).toBeVisible();
  await expect(page.getByLabel("Email address")).toHaveValue(ADMIN.email);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/workflows$/);
});
