import type { AccountView } from "@/lib/account-schemas";
import type { CreateTaskInput } from "@/lib/task-schemas";

/** An account as far as choosing one needs it. */
export type PlaceAccount = Pick<AccountView, "id" | "name" | "site">;

/** Where a task may run: one account, or any of a site. */
export type Place =
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "site"; readonly site: string };

/** A place as the text of a select's value. */
export function placeText(place: Place): string {
  return place.kind === "account" ? `account:${place.accountId}` : `site:${place.site}`;
}

/** @returns null for text that is no place */
export function readPlace(text: string): Place | null {
  const [, kind, rest] = /^(account|site):(.+)$/.exec(text) ?? [];
  if (kind === undefined || rest === undefined) return null;
  return kind === "account" ? { kind, accountId: rest } : { kind: "site", site: rest };
}

/** The part of a create call that says where to run; nothing where there was nothing to choose. */
export function placeInput(text: string): Pick<CreateTaskInput, "accountId" | "site"> {
  const place = readPlace(text);
  if (place === null) return {};
  return place.kind === "account" ? { accountId: place.accountId } : { site: place.site };
}

/** The sites of the accounts, each once, in their order. */
export function sitesOf(accounts: readonly PlaceAccount[]): string[] {
  return [...new Set(accounts.map(({ site }) => site))];
}

/** Accounts that take tasks, or will once somebody resumes them; the others need another configuration. */
export function inUse<T extends Pick<AccountView, "paused">>(accounts: readonly T[]): T[] {
  return accounts.filter(({ paused }) => paused?.code !== "ACCOUNT_AWAY");
}

/** The site whose workflows are meant where nobody says more: a real one before the simulator's, as the server has it. */
function mainSite(accounts: readonly PlaceAccount[]): string | undefined {
  return (accounts.find(({ site }) => site !== "simulator") ?? accounts[0])?.site;
}

/**
 * Where a new task runs unless somebody chooses: where the task it copies or its workflow's defaults say, as far as that
 * place is still there, else any account of the main site. Empty with fewer than two accounts: then there is nothing to choose.
 */
export function firstPlace(
  accounts: readonly PlaceAccount[],
  wished: { readonly accountId: string | null; readonly site: string | null } | null,
): string {
  const site = mainSite(accounts);
  if (accounts.length < 2 || site === undefined) return "";
  const bound = accounts.find(({ id }) => id === wished?.accountId);
  if (bound !== undefined) return placeText({ kind: "account", accountId: bound.id });
  const there = accounts.find((account) => account.site === wished?.site);
  return placeText({ kind: "site", site: there?.site ?? site });
}
