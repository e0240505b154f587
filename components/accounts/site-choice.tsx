"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { InputField } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { RUNNINGHUB_SITES } from "@/lib/account-schemas";
import { type AccountFormValues, OTHER_SITE } from "./account-form";
import { useSiteName } from "./site-name";

/** Which RunningHub the key is for; any other address is a compatible server. */
export function SiteChoice() {
  const t = useTranslations("accounts.form");
  const siteName = useSiteName();
  const { register, setValue, formState } = useFormContext<AccountFormValues>();
  const site = useWatch<AccountFormValues, "site">({ name: "site" });
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="mb-1.5 font-medium text-sm">{t("site")}</legend>
        <RadioGroup
          value={site}
          onValueChange={(value) => setValue("site", value)}
          aria-label={t("site")}
          aria-describedby="account-site-words"
          className="gap-1.5 sm:grid-cols-3"
        >
          {[...RUNNINGHUB_SITES, OTHER_SITE].map((value) => (
            <Label
              key={value}
              className="h-9 justify-center rounded-md border border-input bg-card px-2 font-normal has-[[data-state=checked]]:border-primary has-[[data-state=checked]]:bg-primary-soft has-[[data-state=checked]]:text-primary-text"
            >
              <RadioGroupItem value={value} className="sr-only" />
              {value === OTHER_SITE ? t("other") : siteName(new URL(value).host)}
            </Label>
          ))}
        </RadioGroup>
        <p id="account-site-words" className="mt-1.5 text-muted-foreground text-xs">
          {t("siteHint")}
        </p>
      </fieldset>
      {site === OTHER_SITE && (
        <InputField
          label={t("address")}
          error={formState.errors.address?.message}
          {...register("address")}
          type="url"
          inputMode="url"
          placeholder="https://"
        />
      )}
    </>
  );
}
