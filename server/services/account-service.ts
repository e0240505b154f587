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

  /** The account new tasks are bound to: the first that is in use. */
  readonly defaultId = async (): Promise<string> => {
    const account = (await this.ports.accounts.all()).find((each) => each.pauseCode !== AWAY.code);
    if (!account)
      throw new AppError(
        "ACCOUNT_NOT_FOUND",
        "No RunningHub account is set up; set RUNNINGHUB_API_KEY and start again",
      );
    return account.id;
  };

  async list(): Promise<AccountView[]> {
    return (await this.ports.accounts.all()).map(view);
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

function view(account: Account): AccountView {
  return {
    id: account.id,
    name: account.name,
    baseUrl: account.baseUrl,
    slotLimit: account.slotLimit,
    paused:
      account.pauseCode === null ? null : { code: account.pauseCode, message: account.pauseMessage ?? "" },
    coins: account.remainingCoins,
    money: account.remainingMoney,
    currency: account.currency,
    checkedAt: account.checkedAt?.toISOString() ?? null,
  };
}
