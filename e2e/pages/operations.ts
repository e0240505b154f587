import type { Locator, Page } from "@playwright/test";

/** The tray of operations on many tasks, in English. */
export class Operations {
  constructor(private readonly page: Page) {}

  get tray(): Locator {
    return this.page.getByRole("region", { name: "Operations on many tasks" });
  }

  get progress(): Locator {
    return this.tray.getByRole("progressbar");
  }

  button(name: "Abort" | "Undo" | "Report" | "Dismiss"): Locator {
    return this.tray.getByRole("button", { name: new RegExp(`^${name}: `) });
  }

  /** Shows the ones that have ended. */
  unfold(): Promise<void> {
    return this.tray.getByRole("button", { name: /recent operation/ }).click();
  }

  get report(): Locator {
    return this.page.getByRole("dialog");
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator("[data-sonner-toast]").filter({ hasText: text });
  }

  /** "Undo" as the toast offers it. */
  get undo(): Locator {
    return this.page.locator("[data-sonner-toast]").getByRole("button", { name: "Undo" });
  }
}
