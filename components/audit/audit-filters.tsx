"use client";

import { useTranslations } from "next-intl";
import { DayField } from "@/components/day-field";
import { InputField } from "@/components/ui/field";
import { SelectField } from "@/components/ui/option-select";
import { AUDIT_AREAS } from "@/lib/audit-schemas";
import type { useAuditAddress } from "./audit-address";

const ALL = "all";

/** Whose entries, about what, from when to when. */
export function AuditFilters({
  address,
  narrow,
}: Pick<ReturnType<typeof useAuditAddress>, "address" | "narrow">) {
  const t = useTranslations("audit");
  return (
    <search aria-label={t("filter")} className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <InputField
        isSmall
        label={t("person")}
        value={address.person}
        onChange={(event) => void narrow({ person: event.target.value || null })}
        className="h-8 px-2 text-[13px] max-md:h-10 max-md:text-base"
      />
      <SelectField
        isSmall
        label={t("area")}
        size="sm"
        className="max-md:h-10"
        value={address.area ?? ALL}
        onChange={(area) => void narrow({ area: area === ALL ? null : area })}
        options={[
          { value: ALL, label: t("all") },
          ...AUDIT_AREAS.map((area) => ({ value: area, label: t(`areas.${area}`) })),
        ]}
      />
      <DayField label={t("from")} value={address.from} onChange={(from) => void narrow({ from })} />
      <DayField label={t("to")} value={address.to} onChange={(to) => void narrow({ to })} />
    </search>
  );
}
