import { type Account, accountSchema, type Task } from "./model";
import { isOver, stateAt, usedSeconds } from "./timeline";

export const SIMULATOR_DEFAULT_KEY = "0".repeat(32);
const COINS_PER_SECOND = { lite: 0.1, standard: 0.2, default: 0.2, plus: 0.4, ultra: 0.8 } as Record<
  string,
  number
>;
const CNY_PER_COIN = 0.01;

export interface Usage {
  seconds: number;
  coins: number;
  money: number;
}

/** What a task has cost so far; nothing while it runs. */
export function usageOf(task: Task, now: number, billUnfinished: boolean): Usage {
  const seconds = usedSeconds(task, now);
  const isBilled = isOver(task, now) && (billUnfinished || stateAt(task, now) === "SUCCESS");
  const coins = isBilled ? Math.max(1, Math.ceil(seconds * (COINS_PER_SECOND[task.instanceType] ?? 0.2))) : 0;
  return { seconds, coins, money: Math.round(coins * CNY_PER_COIN * 100) / 100 };
}

/** Builds an account with defaults; throws on nonsense. */
export const newAccount = (fields: Partial<Account> & { key: string }): Account =>
  accountSchema.parse(fields);

export interface Balance {
  coins: number;
  money: number;
}

/** What is left: the opening balance minus the cost of the finished tasks; members pay coins, shared keys money. */
export function balanceOf(account: Account, tasks: Task[], now: number, billUnfinished: boolean): Balance {
  const spent = tasks.map((task) => usageOf(task, now, billUnfinished));
  const coins = account.type === "NORMAL" ? spent.reduce((sum, usage) => sum + usage.coins, 0) : 0;
  const money = account.type === "SHARED" ? spent.reduce((sum, usage) => sum + usage.money, 0) : 0;
  return { coins: account.coins - coins, money: Math.round((account.money - money) * 100) / 100 };
}

const BLOCK_TEXT: Record<number, string> = {
  414: "TASK_CREATE_FAILED_BY_NOT_ENOUGH_POWER_VALUE",
  416: "TASK_CREATE_FAILED_BY_NOT_ENOUGH_WALLET",
  435: "TASK_USER_EXCLAPI_INSTANCE_NOT_FOUND",
  436: "TASK_USER_EXCLAPI_REQUIRED",
  801: "APIKEY_UNSUPPORTED_FREE_USER",
  802: "APIKEY_UNAUTHORIZED",
  806: "APIKEY_USER_NOT_FOUND",
  811: "CORPAPIKEY_INVALID",
  812: "CORPAPIKEY_INSUFFICIENT_FUNDS",
};

export const blockText = (code: number): string => BLOCK_TEXT[code] ?? "APIKEY_UNAUTHORIZED";
