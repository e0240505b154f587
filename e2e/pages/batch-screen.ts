import type { Locator, Page } from "@playwright/test";
import { open } from "../fixtures";

/** The page of one batch as its users see it, in English. */
export class BatchScreen {
  constructor(private readonly page: Page) {}

  async open(batchId: string): Promise<void> {
    await open(this.page, `/batches/${batchId}`);
    // Only a page that is live answers to clicks and shows what happens elsewhere.
    await this.page.getByText("Live", { exact: true }).waitFor();
  }

  /** @param number as people count, from 1 */
  row(number: number): Locator {
    return this.page
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: `Row ${number}`, exact: true }) });
  }

  /** The ways into the results of a row. */
  results(number: number): Locator {
    return this.row(number).getByRole("button", { name: new RegExp(`^Row ${number}, .*full size$`) });
  }

  action(number: number, name: "Start" | "Restart" | "Stop" | "Run again"): Locator {
    return this.row(number).getByRole("button", { name, exact: true });
  }

  async choose(number: number, item: string): Promise<void> {
    await this.page.getByRole("button", { name: `More for row ${number}`, exact: true }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  get whole(): Locator {
    return this.page.getByRole("group", { name: "Actions for the whole batch" });
  }

  get progress(): Locator {
    return this.page.getByRole("progressbar", { name: "Progress of the batch" });
  }

  get question(): Locator {
    return this.page.getByRole("alertdialog");
  }

  get viewer(): Locator {
    return this.page.getByRole("dialog");
  }
}
