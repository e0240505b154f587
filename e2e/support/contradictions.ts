import type { Page } from "@playwright/test";
import { twMerge } from "tailwind-merge";

/** Elements with two classes for one property: which of them wins is nobody's decision (lib/utils.ts). */
export async function contradictions(page: Page): Promise<string[]> {
  const lists = await page.evaluate(() => [
    ...new Set(Array.from(document.querySelectorAll("[class]"), (element) => element.getAttribute("class"))),
  ]);
  return lists.flatMap((list) => {
    const classes = list?.split(/\s+/) ?? [];
    const left = new Set(twMerge(classes).split(" "));
    const overruled = classes.filter((name) => name !== "" && !left.has(name));
    return overruled.length === 0 ? [] : [`"${overruled.join(" ")}" is contradicted in "${list}"`];
  });
}
