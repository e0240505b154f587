/** How is an account? Asks RunningHub for balance, limit and running tasks, and draws the conclusions. */
import type { AccountView } from "@/lib/account-schemas";
import type { Actor } from "@/lib/actor";
import { isUuid } from "@/lib/uuid";
import type { Logger } from "../log";
import type { AccountReadings, Reading } from "../persistence/account-readings";
import type { AccountRegister } from "../persistence/account-register";
import type { Account, AccountRepository } from "../persistence/account-repository";
import { isRunningHubError, type RunningHubClient, type RunningHubCredentials } from "../runninghub/contract";
import { type AccountService, accountNotFound } from "./account-service";
import type { InFlight } from "./in-flight";
import { authorize } from "./rights";

interface Ports {
  readonly accounts: Pick<AccountRepository, "all" | "find">;
  readonly readings: AccountReadings;
  readonly register: Pick<AccountRegister, "forgetKeysOfRemoved">;
  readonly service: Pick<AccountService, "credentialsOf" | "view">;
  readonly runningHub: Pick<RunningHubClient, "accountStatus" | "queueStatus">;
  readonly inFlight: InFlight;
  readonly log: Pick<Logger, "debug">;
}

/** The balance is read again this long after the check before, at the earliest, when a run has ended meanwhile. */
const AFTER_A_RUN_SECONDS = 15;
/** So often in a row an account that shows room is tried again at once although it has just refused. */
const TRUSTED_REFUSALS = 2;

export class AccountCheck {
  constructor(private readonly ports: Ports) {}

  /** Asks RunningHub now. What went wrong is in the view. @throws AppError ACCOUNT_NOT_FOUND, FORBIDDEN */
  async check(actor: Actor, id: string): Promise<AccountView> {
    authorize(actor, "controlQueue");
    const account = isUuid(id) ? await this.ports.accounts.find(id) : null;
    if (account === null || !isInUse(account)) throw accountNotFound();
    await this.ask(account);
    return this.ports.service.view(id);
  }

  /** Begins to ask about every account in use. */
  async checkAll(): Promise<void> {
    for (const account of (await this.ports.accounts.all()).filter(isInUse)) this.begin(account);
    await this.ports.register.forgetKeysOfRemoved();
  }

  /** Begins to ask about those whose news is awaited: room after a refusal, the balance after a run. */
  async checkSoon(): Promise<void> {
    for (const account of await this.ports.readings.askSoon(AFTER_A_RUN_SECONDS)) this.begin(account);
  }

  private begin(account: Account): void {
    this.ports.inFlight.begin(`check:${account.id}`, () => this.ask(account));
  }

  private async ask(account: Account): Promise<void> {
    const askedAt = performance.now();
    const reading = await this.read(account);
    if (typeof reading === "string") {
      this.ports.log.debug({ accountId: account.id, reason: reading }, "account check failed");
      return this.ports.readings.recordCheckError(account.id, reading);
    }
    await this.ports.readings.recordReading(account.id, reading, (performance.now() - askedAt) / 1000);
    if (account.pauseCode !== null && isCured(account, reading))
      await this.ports.readings.lift(account.id, account.pauseCode);
    if (account.busyCode === "CAPACITY" && hasRoom(account, reading))
      await this.ports.readings.endBackOff(account.id);
  }

  /** @returns words when it could not be read. */
  private async read(account: Account): Promise<Reading | string> {
    let credentials: RunningHubCredentials;
    try {
      credentials = this.ports.service.credentialsOf(account);
    } catch {
      return "The stored key cannot be read, because APP_SECRET has changed; enter the key again";
    }
    try {
      return await readAccount(this.ports.runningHub, credentials);
    } catch (error) {
      if (!isRunningHubError(error)) throw error;
      return error.message;
    }
  }
}

/** @throws RunningHubError */
export async function readAccount(
  runningHub: Pick<RunningHubClient, "accountStatus" | "queueStatus">,
  credentials: RunningHubCredentials,
): Promise<Reading> {
  const [status, queue] = await Promise.all([
    runningHub.accountStatus(credentials),
    // Not every server has this call; the rest counts without it.
    runningHub.queueStatus(credentials).catch((error: unknown) => {
      if (!isRunningHubError(error)) throw error;
      return null;
    }),
  ]);
  const { coins, money, currency } = status;
  return {
    coins,
    money,
    currency,
    keyType: status.keyType ?? queue?.keyType ?? null,
    limit: queue?.concurrentLimit ?? null,
    running: status.currentTasks ?? queue?.total ?? null,
  };
}

function isInUse({ removedAt, pauseCode }: Account): boolean {
  return removedAt === null && pauseCode !== "ACCOUNT_AWAY";
}

/** A balance counts as come in only when it has grown since the check before. */
function isCured(account: Account, reading: Reading): boolean {
  if (account.pausedAt === null) return false;
  if (account.pauseCode === "ACCOUNT_KEY") return true;
  if (
    account.pauseCode !== "ACCOUNT_FUNDS" ||
    account.checkedAt === null ||
    account.checkedAt < account.pausedAt
  )
    return false;
  const grown = (now: string | null, before: string | null) => Number(now ?? 0) > Number(before ?? 0);
  return grown(reading.coins, account.remainingCoins) || grown(reading.money, account.remainingMoney);
}

/**
 * RunningHub counts fewer tasks than it takes. After several refusals in a row that alone proves nothing: then it must
 * have counted a full account before.
 */
function hasRoom(account: Account, { limit, running }: Reading): boolean {
  const taken = limit ?? account.remoteLimit ?? account.slotLimit;
  if (running === null || running >= taken) return false;
  return account.busyCount <= TRUSTED_REFUSALS || (account.remoteRunning ?? 0) >= taken;
}
