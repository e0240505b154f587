/** From a stored account to what doors return; the key stays here. */
import type { AccountView } from "@/lib/account-schemas";
import type { Account, AccountUse } from "../persistence/account-repository";

/** The account that the environment describes: the real one with a key, else the simulator's. */
export const REAL = "RunningHub";
export const SIMULATED = "Simulator";

export function isFromEnvironment({ name }: Pick<Account, "name">): boolean {
  return [REAL, SIMULATED].includes(name);
}

export function accountView(account: Account, keyHint: string, use: AccountUse): AccountView {
  return {
    id: account.id,
    name: account.name,
    site: account.site,
    baseUrl: account.baseUrl,
    keyHint,
    fromEnvironment: isFromEnvironment(account),
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
