"use client";

import { useTranslations } from "next-intl";
import { OptionSelect, type OptionSelectProps } from "@/components/ui/option-select";
import { type PlaceAccount, placeText } from "./place";
import { useSiteName } from "./site-name";

/** Any account of a site, or one account, in words; the values are as `placeText` makes them. */
export function usePlaceOptions(sites: readonly string[], accounts: readonly PlaceAccount[]) {
  const t = useTranslations("accounts.place");
  const siteName = useSiteName();
  return [
    ...sites.map((site) => ({
      value: placeText({ kind: "site", site }),
      label: t("any", { site: siteName(site) }),
    })),
    ...accounts.map(({ id, name, site }) => ({
      value: placeText({ kind: "account", accountId: id }),
      label: siteName(site) === name ? name : t("one", { name, site: siteName(site) }),
    })),
  ];
}

interface PlaceSelectProps extends Omit<OptionSelectProps<string>, "options"> {
  /** Sites whose "any account" is offered. */
  readonly sites: readonly string[];
  readonly accounts: readonly PlaceAccount[];
}

/** Where tasks run: any account of a site, or one account. */
export function PlaceSelect({ sites, accounts, ...select }: PlaceSelectProps) {
  return <OptionSelect {...select} options={usePlaceOptions(sites, accounts)} />;
}
