import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { contradictions } from "./contradictions";

/** What axe calls serious or critical on the page as it is now, and what its classes leave undecided. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    );
  return [...serious, ...(await contradictions(page))];
}
