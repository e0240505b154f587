import type { Locator, Page } from "@playwright/test";
import { open } from "../fixtures";

/** The page of all results as its users see it, in English. */
export class GalleryPage {
  constructor(private readonly page: Page) {}

  async open(query = ""): Promise<void> {
    await open(this.page, `/results${query}`);
    // Only a page that is live shows what happens elsewhere.
    await this.page.getByText("Live", { exact: true }).waitFor();
  }

  get tiles(): Locator {
    return this.page.locator("[data-tile]");
  }

  tile(id = ""): Locator {
    return this.page.locator(`[data-tile="${id}"]`);
  }

  item(id = ""): Locator {
    return this.page.getByRole("listitem").filter({ has: this.tile(id) });
  }

  /** Of all tiles, in their order; waits for the first one. */
  async ids(): Promise<string[]> {
    await this.tiles.first().waitFor();
    return this.tiles.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-tile") ?? ""));
  }

  async idOf(at: number): Promise<string> {
    return (await this.tiles.nth(at).getAttribute("data-tile")) ?? "";
  }

  async select(id = ""): Promise<void> {
    await this.item(id).hover();
    await this.item(id).getByRole("checkbox").click();
  }

  get bar(): Locator {
    return this.page.getByRole("toolbar", { name: "Actions for the selected results" });
  }

  get viewer(): Locator {
    return this.page.getByRole("dialog");
  }
}
