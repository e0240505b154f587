import type { Locator, Page } from "@playwright/test";
import { expect } from "../fixtures";

/** The form of a new task, as a person meets it. */
export class NewTaskPage {
  constructor(private readonly page: Page) {}

  /** Pastes what names a workflow, and leaves what was not asked empty. */
  async importText(text: string, name?: string): Promise<void> {
    await this.page.getByLabel("Workflow id, link or API-format JSON").fill(text);
    await this.finishImport(name);
  }

  async importFile(fileName: string, content: string): Promise<void> {
    await this.page
      .getByLabel("Choose a .json file")
      .setInputFiles({ name: fileName, mimeType: "application/json", buffer: Buffer.from(content) });
    await this.finishImport();
  }

  private async finishImport(name?: string): Promise<void> {
    if (name !== undefined) await this.page.getByLabel("Name in the library").fill(name);
    await this.page.getByRole("button", { name: "Import and continue" }).click();
    await expect(this.page.getByRole("heading", { name: /^New task · / })).toBeVisible();
  }

  /** Gives a file to the field with this label, and waits until it is there. */
  async giveFile(label: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const field = this.page.getByRole("group", { name: label });
    const chooser = this.page.waitForEvent("filechooser");
    await field.getByText("choose a file").click();
    await (await chooser).setFiles(file);
    await expect(field.getByRole("img", { name: `Preview of ${file.name}` })).toBeVisible();
  }

  /** @returns the id of the task that was made */
  async start(): Promise<string> {
    await this.page.getByRole("button", { name: "Start now" }).click();
    await this.page.waitForURL(/\/tasks\/[0-9a-f-]{36}/);
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }

  /** The labels of the fields, in the order they are shown. */
  labels(): Locator {
    return this.page.locator("form label[for^='field-']:not([for$='-random'])");
  }
}
