"use client";

import { useTranslations } from "next-intl";
import { DayField } from "@/components/day-field";
import { Button } from "@/components/ui/button";
import { isSpan, SPAN_NAMES } from "@/lib/list-address";

interface DateChoiceProps {
  readonly address: { readonly from: string | null; readonly to: string | null };
  readonly narrow: (wish: { from?: string | null; to?: string | null }) => void;
}

/** When it was created: a span that moves with the days, or two days. */
export function DateChoice({ address, narrow }: DateChoiceProps) {
  const t = useTranslations("list.filter");
  const { from, to } = address;
  const dayFrom = isSpan(from) ? null : from;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("created")}</legend>
      <div className="flex gap-1.5">
        {SPAN_NAMES.map((span) => (
          <Button
            key={span}
            variant={from === span ? "secondary" : "outline"}
            size="xs"
            aria-pressed={from === span}
            className="flex-1 max-md:h-10"
            onClick={() => narrow({ from: from === span ? null : span, to: null })}
          >
            {t(`spans.${span}`)}
          </Button>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-3">
        <DayField label={t("from")} value={dayFrom} onChange={(day) => narrow({ from: day })} />
        <DayField
          label={t("to")}
          value={to}
          onChange={(day) => narrow(isSpan(from) ? { from: null, to: day } : { to: day })}
        />
      </div>
    </fieldset>
  );
}
