/** Chinese and English are both first languages. */
import { expect, NOBODY, open, reopen, test } from "./fixtures";
import { arrange } from "./support/arrange";
import { ADMIN } from "./support/product";

test("in Chinese the list has the words of the requirement", async ({
  api,
  baseURL,
  context,
  page,
  runningHub,
}) => {
  await arrange(api, runningHub, "FAILED", "海报");
  await arrange(api, runningHub, "RUNNING", "图片合成");
  await api.createPicture("局部重绘");
  await context.addCookies([{ name: "locale", value: "zh", url: baseURL ?? "" }]);
  await open(page, "/tasks");
  await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
  const heads = ["选择", "工作流名称", "任务ID", "节点数", "状态", "创建时间", "详情", "操作"];
  for (const name of heads) await expect(page.getByRole("columnheader", { name })).toBeVisible();

  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(row("局部重绘").getByRole("button", { name: "启动" })).toBeVisible();
  await expect(row("图片合成").getByRole("button", { name: "停止" })).toBeVisible();
  await expect(row("海报").getByRole("button", { name: "重新启动" })).toBeVisible();
  for (const name of ["局部重绘", "图片合成", "海报"]) {
    await expect(row(name).getByRole("button", { name: "删除" })).toBeVisible();
    await expect(row(name).getByRole("link", { name: `查看 ${name}` })).toBeVisible();
  }
  await expect(row("局部重绘").locator("[data-status]")).toHaveText("就绪");
  await expect(row("图片合成").locator("[data-status]")).toHaveText("运行中");
  await expect(row("海报").locator("[data-status]")).toHaveText("失败");

  await page.getByRole("checkbox", { name: "全选本页" }).click();
  await expect(page.getByRole("toolbar", { name: "批量操作" })).toContainText("已选 3 个");
  await expect(page.getByRole("button", { name: "批量删除" })).toBeVisible();
  await expect(page.getByRole("button", { name: "批量启动" })).toBeHidden();
  await row("图片合成").getByRole("button", { name: "停止" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("停止“图片合成”？");
  await page.getByRole("button", { name: "不停止" }).click();
  await row("海报").getByRole("link", { name: "查看 海报" }).click();
  await expect(page.getByRole("heading", { name: "显存不足" })).toBeVisible();
});

test("the language is switched with one press, and stays", async ({ api, page, taskList }) => {
  await api.createPicture("Poster");
  await taskList.open();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Language: 中文" }).click();
  await expect(page.getByRole("heading", { name: "任务", level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
  await reopen(page);
  await expect(page.getByRole("heading", { name: "任务", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "语言: English" }).click();
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
});

test.describe("before anybody chose", () => {
  test.use({ storageState: NOBODY, locale: "zh-CN" });

  test("a Chinese browser is greeted in Chinese, and signs in", async ({ page }) => {
    await open(page, "/tasks");
    await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
    await page.getByLabel("邮箱").fill(ADMIN.email);
    await page.getByLabel("密码", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.getByText("邮箱或密码不正确。")).toBeVisible();
    await page.getByLabel("邮箱").fill(ADMIN.email);
    await page.getByLabel("密码", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.getByRole("heading", { name: "任务", level: 1 })).toBeVisible();
  });
});
