import type { Page } from "@playwright/test";

/**
 * Waits until the page answers: the first HTML shows everything before its scripts run, and what is typed or pressed
 * until then is lost. React marks each element that it has taken over; the hidden fields of a server action stay as they
 * came.
 */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button, input:not([type=hidden]), textarea, select, a")].every((element) =>
      Object.keys(element).some((key) => key.startsWith("__reactProps$")),
    ),
  );
}
