/** RunningHub accounts as people and the queue see them. */

import type { AccountView } from "@/lib/account-schemas";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/uuid";
import type { Logger } from "../log";
import type { Account, AccountRepository } from "../persistence/account-repository";
import { isRunningHubError, type RunningHubClient, type RunningHubCredentials } from "../runninghub/contract";
import type { SecretBox } from "../storage/secret-box";
import { authorize } from "./rights";
import type { Places } from "./task-intake-service";

interface Ports {
  readonly accounts: AccountRepository;
  readonly secrets: SecretBox;
  readonly runningHub: Pick<RunningHubClient, "accountStatus">;
  readonly kick: () => void;
  readonly log: Logger;
}

/** The account that the environment describes: the real one with a key, else the simulator's. */
const REAL = "RunningHub";
const SIMULATED = "Simulator";
const SIMULATOR_SITE = "simulator";
const AWAY = { code: "ACCOUNT_AWAY", message: "The account of this task is not in use now" } as const;

export class AccountService {
  constructor(private readonly ports: Ports) {}

  async ensureEnvironmentAccount(given: {
    apiKey: string;
    baseUrl: string;
    slotLimit: number;
    simulator: boolean;
  }): Promise<void> {
    const id = await this.ports.accounts.upsertFromEnvironment({
      name: given.simulator ? SIMULATED : REAL,
      baseUrl: given.baseUrl,
      site: given.simulator ? SIMULATOR_SITE : siteOf(given.baseUrl),
      apiKeyCipher: this.ports.secrets.seal(given.apiKey),
      apiKeyHash: this.ports.secrets.fingerprint(given.apiKey),
      slotLimit: given.slotLimit,
    });
    await this.ports.accounts.putInUse(id, [REAL, SIMULATED], AWAY);
  }

  readonly credentials = async (accountId: string): Promise<RunningHubCredentials> => {
    const account = await this.ports.accounts.find(accountId);
    if (!account) throw new AppError("ACCOUNT_NOT_FOUND", "The account is not there any more");
    return { baseUrl: account.baseUrl, apiKey: this.ports.secrets.open(account.apiKeyCipher) };
  };

  /** The account that reads workflows, and whose site new tasks run on: a real one before the simulator's. */
  readonly defaultAccount = async (): Promise<Account> => {
    const inUse = (await this.ports.accounts.all()).filter(({ pauseCode }) => pauseCode !== AWAY.code);
    const account = inUse.find(({ site }) => site !== SIMULATOR_SITE) ?? inUse[0];
    if (!account)
      throw new AppError(
        "ACCOUNT_NOT_FOUND",
        "No RunningHub account is set up; add one under Accounts, or set RUNNINGHUB_API_KEY and start again",
      );
    return account;
  };

  /** Where new tasks may run. @throws AppError ACCOUNT_NOT_FOUND when no account is set up. */
  readonly places = async (): Promise<Places> => ({
    accounts: new Map((await this.ports.accounts.all()).map(({ id, site }) => [id, site])),
    defaultSite: (await this.defaultAccount()).site,
  });

  async list(): Promise<AccountView[]> {
    const [accounts, use] = await Promise.all([this.ports.accounts.all(), this.ports.accounts.use()]);
    return accounts.map((account) =>
      view(
        account,
        this.ports.secrets.open(account.apiKeyCipher).slice(-4),
        use.get(account.id) ?? { held: 0, waiting: 0 },
      ),
    );
  }

  /** @throws AppError ACCOUNT_NOT_FOUND, FORBIDDEN */
  async resume(actor: Actor, id: string): Promise<void> {
    authorize(actor, "manageAccounts");
    if (!isUuid(id) || !(await this.ports.accounts.resume(id)))
      throw new AppError("ACCOUNT_NOT_FOUND", "There is no such account");
    this.ports.kick();
  }

  /** Reads balance and running count; lifts a pause for a bad key that is good again, or for funds that have come in. */
  async check(): Promise<void> {
    for (const account of await this.ports.accounts.all()) {
      if (account.pauseCode === AWAY.code) continue;
      try {
        const status = await this.ports.runningHub.accountStatus(await this.credentials(account.id));
        await this.ports.accounts.recordStatus(account.id, { ...status, running: status.currentTasks });
        if (isCured(account, status)) await this.ports.accounts.resume(account.id);
      } catch (error) {
        if (!isRunningHubError(error)) throw error;
        this.ports.log.debug({ accountId: account.id, reason: error.message }, "account check failed");
      }
    }
  }
}

/** Keys, workflows and files of one host mean nothing to another. */
function siteOf(baseUrl: string): string {
  return new URL(baseUrl).host;
}

/** A balance counts as come in only when it has grown since the check before. */
function isCured(account: Account, status: { coins: string | null; money: string | null }): boolean {
  if (account.pausedAt === null) return false;
  if (account.pauseCode === "ACCOUNT_KEY") return true;
  if (
    account.pauseCode !== "ACCOUNT_FUNDS" ||
    account.checkedAt === null ||
    account.checkedAt < account.pausedAt
  )
    return false;
  const grown = (now: string | null, before: string | null) => Number(now ?? 0) > Number(before ?? 0);
  return grown(status.coins, account.remainingCoins) || grown(status.money, account.remainingMoney);
}

function view(account: Account, keyHint: string, use: { held: number; waiting: number }): AccountView {
  return {
    id: account.id,
    name: account.name,
    site: account.site,
    baseUrl: account.baseUrl,
    keyHint,
    fromEnvironment: [REAL, SIMULATED].includes(account.name),
    slotLimit: account.slotLimit,
    paused:
      account.pauseCode === null ? null : { code: account.pauseCode, message: account.pauseMessage ?? "" },
    busy:
      account.busyUntil !== null && account.busyUntil > new Date() && account.busyCode !== null
        ? { code: account.busyCode, until: account.busyUntil.toISOString() }
        : null,
    heldSlots: use.held,
    waitingTasks: use.waiting,
    keyType: account.keyType,
    remoteLimit: account.remoteLimit,
    remoteRunning: account.remoteRunning,
    elsewhere: account.elsewhere,
    coins: account.remainingCoins,
    money: account.remainingMoney,
    currency: account.currency,
    minimumBalance: account.minimumBalance?.toNumber() ?? null,
    health: {
      state: account.checkError !== null ? "failing" : account.checkedAt === null ? "unchecked" : "ok",
      message: account.checkError,
      checkedAt: account.checkedAt?.toISOString() ?? null,
    },
  };
}
