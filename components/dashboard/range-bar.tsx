"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { DayField } from "@/components/day-field";
import { Button } from "@/components/ui/button";
import { isOwnRange, RANGE_NAMES } from "@/lib/insight-range";
import type { Insight } from "@/lib/insight-schemas";
import { Choice } from "./choice";
import type { InsightState } from "./use-insight";

/** What is shown: the days, one workflow or all, one account or all. */
export function RangeBar({
  address,
  narrow,
  insight,
}: Omit<InsightState, "query"> & { insight: Insight | undefined }) {
  const t = useTranslations("dashboard");
  const own = isOwnRange(address);
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <fieldset className="flex min-w-0 gap-1 max-sm:w-full">
        <legend className="sr-only">{t("range.label")}</legend>
        {RANGE_NAMES.map((range) => {
          const isChosen = !own && address.range === range;
          return (
            <Button
              key={range}
              variant={isChosen ? "secondary" : "outline"}
              size="sm"
              aria-pressed={isChosen}
              className="max-sm:h-10 max-sm:flex-1"
              onClick={() => narrow({ range, from: null, to: null })}
            >
              {t(`range.${range}`)}
            </Button>
          );
        })}
      </fieldset>
      <div className="flex gap-2 *:flex-1 max-sm:w-full">
        <DayField label={t("range.from")} value={address.from} onChange={(from) => narrow({ from })} />
        <DayField label={t("range.to")} value={address.to} onChange={(to) => narrow({ to })} />
      </div>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3 max-sm:w-full">
        <Choice
          label={t("workflow")}
          all={t("allWorkflows")}
          value={address.workflow}
          options={(insight?.workflows ?? []).map(({ workflowId, name }) => ({
            value: workflowId,
            label: name,
          }))}
          onChange={(workflow) => narrow({ workflow })}
        />
        <Choice
          label={t("account")}
          all={t("allAccounts")}
          value={address.account}
          options={(insight?.accounts ?? []).map(({ accountId, name }) => ({
            value: accountId,
            label: name,
          }))}
          onChange={(account) => narrow({ account })}
        />
        {(address.workflow !== null || address.account !== null) && (
          <Button variant="ghost" size="sm" onClick={() => narrow({ workflow: null, account: null })}>
            <X aria-hidden />
            {t("clear")}
          </Button>
        )}
      </div>
    </div>
  );
}
