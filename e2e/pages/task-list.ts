import { expect, type Locator, type Page } from "@playwright/test";

/** The task list as its users see it, in English. */
export class TaskList {
  constructor(private readonly page: Page) {}

  /** @param query of the address, with its question mark */
  async open(query = ""): Promise<void> {
    await this.page.goto(`/tasks${query}`);
    await this.page.getByRole("heading", { name: "Tasks", level: 1 }).waitFor();
    // Only a page that is live answers to clicks and shows what happens elsewhere.
    await this.page.getByText("Live", { exact: true }).waitFor();
  }

  /** The row of that task; on a phone, its card. */
  row(name: string): Locator {
    const link = this.page.getByRole("link", { name, exact: true });
    return this.page.locator("[data-task-id]").filter({ has: link });
  }

  /** Names of the tasks on the page, in their order. */
  names(): Promise<string[]> {
    return this.page.locator("[data-task-id] [data-open]").allTextContents();
  }

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: "Search tasks" });
  }

  /** The filters, opened: beside their button or, on a phone, as a sheet. */
  async openFilter(): Promise<Locator> {
    await this.page.getByRole("button", { name: /^Filter/ }).click();
    return here(this.page.getByRole("dialog", { name: "Filter" }));
  }

  async choose(field: string, option: string): Promise<void> {
    const filter = this.page.getByRole("dialog", { name: "Filter" });
    await filter.getByRole("combobox", { name: field }).click();
    await this.page.getByRole("option", { name: option, exact: true }).click();
    await expect(this.page.getByRole("listbox")).toHaveCount(0);
  }

  async closeFilter(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("dialog", { name: "Filter" })).toHaveCount(0);
  }

  /** What narrows the list, above it. */
  get chips(): Locator {
    return this.page.getByRole("region", { name: "Active filters" });
  }

  /** The menu of columns and density, opened. */
  async openOptions(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Columns and density" }).click();
    return here(this.page.getByRole("menu"));
  }

  /** The saved views, opened. */
  async openViews(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Saved views" }).click();
    return here(this.page.getByRole("dialog", { name: "Views" }));
  }

  head(column: string): Locator {
    return this.page.getByRole("columnheader", { name: column });
  }

  status(name: string): Locator {
    return this.row(name).locator("[data-status]");
  }

  actions(name: string): Locator {
    return this.row(name).getByRole("group", { name: `Actions for ${name}` });
  }

  action(name: string, action: "Start" | "Restart" | "Stop" | "Delete"): Locator {
    return this.actions(name).getByRole("button", { name: action, exact: true });
  }

  select(name: string): Promise<void> {
    return this.row(name).getByRole("checkbox").click();
  }

  get selectPage(): Locator {
    return this.page.getByRole("checkbox", { name: "Select all on this page" });
  }

  get batchBar(): Locator {
    return this.page.getByRole("toolbar", { name: "Actions for the selected tasks" });
  }

  /** Names of the actions the bar offers, in their order. */
  batchButtons(): Promise<string[]> {
    return this.batchBar
      .getByRole("button", { name: / selected$/ })
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  }

  batchAction(action: "Start" | "Stop" | "Delete"): Locator {
    return this.batchBar.getByRole("button", { name: `${action} selected` });
  }

  /** The question before a dangerous action. */
  get question(): Locator {
    return this.page.getByRole("alertdialog");
  }

  get report(): Locator {
    return this.page.getByRole("dialog");
  }

  tab(status: string): Locator {
    return this.page.getByRole("tablist", { name: "Tasks by status" }).getByRole("tab", { name: status });
  }
}

/** What a press opens may come a moment later, with its code: a key that was meant for it must not be too early. */
async function here(layer: Locator): Promise<Locator> {
  await layer.waitFor();
  return layer;
}
