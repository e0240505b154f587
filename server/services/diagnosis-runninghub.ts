/** Checks of RunningHub, account by account, with calls that cost nothing; and of the way back from there. */
import { isIP } from "node:net";
import { type Finding, found } from "@/lib/diagnosis";
import type { WebhookState } from "@/lib/queue-schemas";
import type { Account } from "../persistence/account-repository";
import { isRunningHubError, type RunningHubClient, type RunningHubCredentials } from "../runninghub/contract";
import { reasonOf } from "./reason-of";
import { within } from "./within";

export interface RunningHub {
  readonly accounts: () => Promise<readonly Account[]>;
  readonly credentialsOf: (account: Account) => RunningHubCredentials;
  readonly client: Pick<RunningHubClient, "accountStatus">;
  /** Seconds that its clock is before ours; null when it does not tell. */
  readonly clockAhead: (baseUrl: string) => Promise<number | null>;
}

/** Whoever looks at the page waits for it. */
const ANSWER_MS = 20_000;
/** Signed addresses and webhooks go by it. */
const CLOCK_SECONDS = 60;

/** Of one that is not in use neither the key nor the site has to be there. */
export async function accountsInUse({ accounts }: Pick<RunningHub, "accounts">): Promise<Account[]> {
  return (await accounts()).filter(({ pauseCode }) => pauseCode !== "ACCOUNT_AWAY");
}

export async function checkAccounts(hub: RunningHub, accounts: readonly Account[]): Promise<Finding[]> {
  if (accounts.length === 0) return [found("account", "none")];
  return Promise.all(accounts.map((account) => checkAccount(hub, account)));
}

async function checkAccount(hub: RunningHub, account: Account): Promise<Finding> {
  const facts = { name: account.name, site: account.site };
  let credentials: RunningHubCredentials;
  try {
    credentials = hub.credentialsOf(account);
  } catch {
    return found("account", "keyUnreadable", facts);
  }
  try {
    const answer = await within(ANSWER_MS, hub.client.accountStatus(credentials));
    if (answer === "late")
      return found("account", "unreachable", { ...facts, reason: `no answer in ${ANSWER_MS / 1000} s` });
    return found("account", "ok", facts);
  } catch (error) {
    if (!isRunningHubError(error)) throw error;
    const isRefused = error.errorClass === "account" || error.errorClass === "refused";
    return found("account", isRefused ? "keyRefused" : "unreachable", { ...facts, reason: reasonOf(error) });
  }
}

/** Once per address. */
export async function checkRemoteClocks(
  { clockAhead }: Pick<RunningHub, "clockAhead">,
  accounts: readonly Account[],
): Promise<Finding[]> {
  const addresses = new Set(accounts.map(({ baseUrl }) => baseUrl));
  return Promise.all(
    [...addresses].map(async (baseUrl) => {
      const site = new URL(baseUrl).host;
      const ahead = await clockAhead(baseUrl);
      if (ahead === null) return found("remoteClock", "unknown", { site });
      const seconds = Math.round(Math.abs(ahead));
      return found("remoteClock", seconds > CLOCK_SECONDS ? "off" : "ok", { site, seconds });
    }),
  );
}

/** @param isInside whether an IP address is one of this machine's own network */
export function checkPublicUrl(
  { publicUrl, asked, arrived }: Pick<WebhookState, "publicUrl" | "asked" | "arrived">,
  isInside: (address: string) => boolean,
): Finding {
  if (publicUrl === null) return found("publicUrl", "off");
  const { protocol, hostname } = new URL(publicUrl);
  const host = hostname.replace(/^\[|\]$/g, "");
  const facts = { url: publicUrl, asked, arrived };
  if (host === "localhost" || host.endsWith(".localhost") || (isIP(host) !== 0 && isInside(host)))
    return found("publicUrl", "inside", facts);
  if (asked > 0 && arrived === 0) return found("publicUrl", "noWebhooks", facts);
  return found("publicUrl", protocol === "http:" ? "plain" : "ok", facts);
}
