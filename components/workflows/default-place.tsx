"use client";

import { useTranslations } from "next-intl";
import { type PlaceAccount, placeText, readPlace, sitesOf } from "@/components/accounts/place";
import { usePlaceOptions } from "@/components/accounts/place-select";
import { useSiteName } from "@/components/accounts/site-name";
import { SelectField } from "@/components/ui/option-select";
import type { WorkflowDefaults } from "@/lib/workflow-settings";

type Place = Pick<WorkflowDefaults, "accountId" | "site">;
const NOWHERE = "none";

function textOf({ accountId, site }: Place): string {
  if (accountId !== null) return placeText({ kind: "account", accountId });
  return site === null ? NOWHERE : placeText({ kind: "site", site });
}

/** Where tasks begin to run; a place that is gone is shown as such until another is chosen. */
export function DefaultPlace({
  defaults,
  accounts,
  disabled,
  onChange,
}: {
  defaults: Place;
  accounts: readonly PlaceAccount[];
  disabled: boolean;
  onChange: (place: Place) => void;
}) {
  const t = useTranslations("workflow.defaults");
  const siteName = useSiteName();
  const value = textOf(defaults);
  const options = [
    { value: NOWHERE, label: t("placeNone") },
    ...usePlaceOptions(sitesOf(accounts), accounts),
  ];
  const isGone = options.every((option) => option.value !== value);
  const gone = {
    value,
    label: defaults.site === null ? t("gone") : t("goneSite", { site: siteName(defaults.site) }),
  };
  const choose = (text: string) => {
    const place = readPlace(text);
    onChange({
      accountId: place?.kind === "account" ? place.accountId : null,
      site: place?.kind === "site" ? place.site : null,
    });
  };
  return (
    <SelectField
      label={t("place")}
      hint={t("placeHint")}
      error={isGone ? t("goneHint") : undefined}
      value={value}
      onChange={choose}
      options={isGone ? [gone, ...options] : options}
      disabled={disabled}
    />
  );
}
