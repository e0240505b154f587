import type { TaskFilter } from "./task-schemas";
import type { TaskStatus } from "./task-status";

/** What the address of the list says, apart from the page. Dates are days (2026-01-31) in the person's zone. */
export interface ListAddress {
  readonly status: TaskStatus | null;
  readonly q: string;
  readonly workflow: string | null;
  readonly batch: string | null;
  readonly account: string | null;
  /** `any`, or the code of one reason. */
  readonly error: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export const ANY_ERROR = "any";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The instant a day begins or ends here; undefined for anything that is not a day. */
function edgeOf(day: string | null, clock: "00:00:00.000" | "23:59:59.999"): string | undefined {
  if (day === null || !DAY.test(day)) return undefined;
  const instant = new Date(`${day}T${clock}`); // no offset: read in the local zone
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

/** The filter the server understands. Fields without a wish are left out. */
export function filterOf(address: ListAddress): TaskFilter {
  const q = address.q.trim();
  const filter: TaskFilter = {
    status: address.status === null ? undefined : [address.status],
    q: q === "" ? undefined : q,
    workflowId: address.workflow ?? undefined,
    batchId: address.batch ?? undefined,
    accountId: address.account ?? undefined,
    hasError: address.error === ANY_ERROR || undefined,
    reasonCode: address.error === ANY_ERROR ? undefined : (address.error ?? undefined),
    createdAfter: edgeOf(address.from, "00:00:00.000"),
    createdBefore: edgeOf(address.to, "23:59:59.999"),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** How many wishes the filter menu holds; the tabs and the search show theirs themselves. */
export function menuFilters(address: ListAddress): number {
  const { workflow, batch, account, error, from, to } = address;
  return [workflow, batch, account, error, from, to].filter((value) => value !== null).length;
}

/** Is the list narrowed beyond the status tab, so that the counts per status do not apply to it? */
export function isNarrowed(address: ListAddress): boolean {
  return menuFilters(address) > 0 || address.q.trim() !== "";
}
