"use client";

import { useTranslations } from "next-intl";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { type PlaceAccount, placeText } from "./place";
import { useSiteName } from "./site-name";

interface Props {
  id: string;
  /** As `placeText` makes it. */
  value: string;
  onChange: (value: string) => void;
  /** Sites whose "any account" is offered. */
  sites: readonly string[];
  accounts: readonly PlaceAccount[];
  disabled?: boolean;
  describedBy?: string;
}

/** Where tasks run: any account of a site, or one account. */
export function PlaceSelect({ id, value, onChange, sites, accounts, disabled, describedBy }: Props) {
  const t = useTranslations("accounts.place");
  const siteName = useSiteName();
  return (
    <Select value={value} onValueChange={onChange} disabled={disabled}>
      <SelectTrigger id={id} aria-describedby={describedBy}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {sites.map((site) => (
          <SelectItem key={site} value={placeText({ kind: "site", site })}>
            {t("any", { site: siteName(site) })}
          </SelectItem>
        ))}
        {accounts.map((account) => (
          <SelectItem key={account.id} value={placeText({ kind: "account", accountId: account.id })}>
            {siteName(account.site) === account.name
              ? account.name
              : t("one", { name: account.name, site: siteName(account.site) })}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
