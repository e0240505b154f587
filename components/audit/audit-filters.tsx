"use client";

import { useTranslations } from "next-intl";
import { DayField } from "@/components/day-field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
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
    <search aria-label={t("filter")} className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-4">
      <div className="flex min-w-0 flex-col gap-1">
        <Label htmlFor="audit-person" className="font-normal text-muted-foreground text-xs">
          {t("person")}
        </Label>
        <Input
          id="audit-person"
          value={address.person}
          onChange={(event) => void narrow({ person: event.target.value || null })}
          autoComplete="off"
          className="h-8 px-2 text-[13px] max-md:h-10"
        />
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <Label htmlFor="audit-area" className="font-normal text-muted-foreground text-xs">
          {t("area")}
        </Label>
        <Select
          value={address.area ?? ALL}
          onValueChange={(value) => void narrow({ area: AUDIT_AREAS.find((area) => area === value) ?? null })}
        >
          <SelectTrigger id="audit-area" size="sm" className="max-md:h-10">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ALL}>{t("all")}</SelectItem>
            {AUDIT_AREAS.map((area) => (
              <SelectItem key={area} value={area}>
                {t(`areas.${area}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
      <DayField label={t("from")} value={address.from} onChange={(from) => void narrow({ from })} />
      <DayField label={t("to")} value={address.to} onChange={(to) => void narrow({ to })} />
    </search>
  );
}
