import type { Locator, Page } from "@playwright/test";

/** The task list as its users see it, in English. */
export class TaskList {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/tasks");
    await this.page.getByRole("heading", { name: "Tasks", level: 1 }).waitFor();
    // Only a page that is live answers to clicks and shows what happens elsewhere.
    await this.page.getByText("Live", { exact: true }).waitFor();
  }

  row(name: string): Locator {
    const link = this.page.getByRole("link", { name, exact: true });
    return this.page.getByRole("row").filter({ has: link });
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
