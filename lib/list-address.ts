import type { TaskFilter } from "./task-schemas";
import { isFinalized, TASK_STATUSES, type TaskStatus } from "./task-status";

/** What the address of the list says, apart from the page. Dates are days in the person's zone. */
export interface ListAddress {
  readonly status: TaskStatus | null;
  /** Only what waits or runs; a status says more and outranks it. */
  readonly active: boolean;
  readonly q: string;
  readonly workflow: string | null;
  readonly batch: string | null;
  readonly account: string | null;
  /** `any`, or the code of one reason. */
  readonly error: string | null;
  /** A day (2026-01-31), or a span that moves with the days. */
  readonly from: string | null;
  readonly to: string | null;
}

export const ANY_ERROR = "any";

/** Spans up to today, by how many days before it they begin: a view that names one stays true tomorrow. */
export const SPANS = { today: 0, "7d": 6, "30d": 29 } as const;
export type Span = keyof typeof SPANS;
export const SPAN_NAMES = Object.keys(SPANS) as readonly Span[]; // the keys of a const object

const UNFINISHED = TASK_STATUSES.filter((status) => status !== "READY" && !isFinalized(status));
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function isSpan(value: string | null): value is Span {
  return value !== null && Object.hasOwn(SPANS, value);
}

/** Is it a day of the calendar, as 2026-01-31? `Date` reads 31 February as 3 March. */
export function isDay(value: string): boolean {
  if (!DAY.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** The instant a day begins or ends here; undefined for anything that is not a day. */
function edgeOf(day: string | null, clock: "00:00:00.000" | "23:59:59.999"): string | undefined {
  if (day === null || !isDay(day)) return undefined;
  return new Date(`${day}T${clock}`).toISOString(); // no offset: read in the local zone
}

function beginningOf(from: string | null, today: string): string | undefined {
  if (!isSpan(from)) return edgeOf(from, "00:00:00.000");
  const day = new Date(`${today}T00:00:00.000`);
  day.setDate(day.getDate() - SPANS[from]); // by the calendar: days with a clock change have other lengths
  return day.toISOString();
}

function statusesOf({ status, active }: ListAddress): TaskStatus[] | undefined {
  if (status !== null) return [status];
  return active ? UNFINISHED : undefined;
}

/** The filter the server understands. Fields without a wish are left out. @param today the day it is here */
export function filterOf(address: ListAddress, today: string): TaskFilter {
  const q = address.q.trim();
  const filter: TaskFilter = {
    status: statusesOf(address),
    q: q === "" ? undefined : q,
    workflowId: address.workflow ?? undefined,
    batchId: address.batch ?? undefined,
    accountId: address.account ?? undefined,
    hasError: address.error === ANY_ERROR || undefined,
    reasonCode: address.error === ANY_ERROR ? undefined : (address.error ?? undefined),
    createdAfter: beginningOf(address.from, today),
    createdBefore: edgeOf(address.to, "23:59:59.999"),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** What the address narrows the list by, each as one wish that can be taken back; tabs and search show theirs themselves. */
export const WISHES = ["active", "workflow", "account", "error", "batch", "created"] as const;
export type Wish = (typeof WISHES)[number];

/** The fields of each wish as they are without it. */
export const WITHOUT: Readonly<Record<Wish, Partial<ListAddress>>> = {
  active: { active: false },
  workflow: { workflow: null },
  account: { account: null },
  error: { error: null },
  batch: { batch: null },
  created: { from: null, to: null },
};

/** The wishes the address has, in the order they are shown. */
export function wishesOf(address: ListAddress): Wish[] {
  const has: Record<Wish, boolean> = {
    active: address.active && address.status === null,
    workflow: address.workflow !== null,
    account: address.account !== null,
    error: address.error !== null,
    batch: address.batch !== null,
    created: address.from !== null || address.to !== null,
  };
  return WISHES.filter((wish) => has[wish]);
}

/** Is the list narrowed beyond the status tab, so that the counts per status do not apply to it? */
export function isNarrowed(address: ListAddress): boolean {
  return wishesOf(address).length > 0 || address.q.trim() !== "";
}
