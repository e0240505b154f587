"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { AccountView } from "@/lib/account-schemas";
import { shownCoins } from "@/lib/shown-coins";

/** RunningHub names money by ISO code; anything else is shown as it is. */
const CURRENCY = /^[A-Z]{3}$/;

/** What is left, the kind this key spends first; null where nobody knows. */
export function useBalanceText(): (
  account: Pick<AccountView, "coins" | "money" | "currency" | "keyType">,
) => string | null {
  const t = useTranslations("accounts.balance");
  const format = useFormatter();
  return ({ coins, money, currency, keyType }) => {
    const parts = [
      coins !== null && t("coins", { coins: shownCoins(Number(coins)) }),
      money !== null &&
        (currency !== null && CURRENCY.test(currency)
          ? format.number(Number(money), { style: "currency", currency, currencyDisplay: "narrowSymbol" })
          : [format.number(Number(money)), currency].filter(Boolean).join(" ")),
    ].filter((part) => part !== false);
    if (keyType !== null && keyType !== "NORMAL") parts.reverse();
    return parts.length === 0 ? null : parts.join(" · ");
  };
}
