"use client";

import { useTranslations } from "next-intl";
import { type PlaceAccount, placeText, readPlace, sitesOf } from "@/components/accounts/place";
import { useSiteName } from "@/components/accounts/site-name";
import { Setting } from "@/components/setting";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
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
  const words = useTranslations("accounts.place");
  const siteName = useSiteName();
  const value = textOf(defaults);
  const choices = [
    { value: NOWHERE, label: t("placeNone") },
    ...sitesOf(accounts).map((site) => ({
      value: placeText({ kind: "site", site }),
      label: words("any", { site: siteName(site) }),
    })),
    ...accounts.map(({ id, name, site }) => ({
      value: placeText({ kind: "account", accountId: id }),
      label: siteName(site) === name ? name : words("one", { name, site: siteName(site) }),
    })),
  ];
  const isGone = choices.every((choice) => choice.value !== value);
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
    <Setting
      id="default-place"
      label={t("place")}
      hint={t("placeHint")}
      error={isGone ? t("goneHint") : undefined}
    >
      <Select value={value} onValueChange={choose} disabled={disabled}>
        <SelectTrigger id="default-place" aria-describedby="default-place-words" aria-invalid={isGone}>
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {(isGone ? [gone, ...choices] : choices).map((choice) => (
            <SelectItem key={choice.value} value={choice.value}>
              {choice.label}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </Setting>
  );
}
