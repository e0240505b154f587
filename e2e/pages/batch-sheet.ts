import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "../fixtures";

/** The sheet of a workflow, by what people see of it. */
export class BatchSheet {
  constructor(readonly page: Page) {}

  get footer(): Locator {
    return this.page.locator("footer");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  get createAndStart(): Locator {
    return this.footer.getByRole("button", { name: /^Create and start/ });
  }

  async open(workflowId: string): Promise<void> {
    await open(this.page, `/tasks/new/batch?workflow=${workflowId}`);
    await this.page.locator('[data-row="0"]').first().waitFor();
  }

  /** @param row from 1 @param column as its header says, or the start of it */
  cell(row: number, column: string): Locator {
    return this.page.locator(`[data-row="${row - 1}"][data-label^="${column}"]`);
  }

  async write(row: number, column: string, text: string): Promise<void> {
    await this.cell(row, column).click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
    await expect(this.cell(row, column)).toContainText(text);
  }

  async tool(name: string): Promise<void> {
    await this.page.getByRole("toolbar").getByRole("button", { name }).click();
  }

  async expectTasks(text: string): Promise<void> {
    await expect(this.footer.getByText(text, { exact: true })).toBeVisible();
  }

  /** Waits for the page of the new batch. @returns its id */
  async batchId(): Promise<string> {
    await this.page.waitForURL(/\/batches\/[0-9a-f-]+$/);
    return this.page.url().split("/").at(-1) ?? "";
  }
}
