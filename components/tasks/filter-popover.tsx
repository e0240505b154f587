"use client";

import { useTranslations } from "next-intl";
import { FilterFields, type FilterProps } from "@/components/tasks/filter-fields";
import { Button } from "@/components/ui/button";
import { OpenPopover } from "@/components/ui/open-popover";
import { OpenSheet } from "@/components/ui/open-sheet";
import type { Opened } from "@/components/ui/opener";
import { useIsNarrow } from "@/components/use-is-narrow";

/** What is behind the FilterMenu's button: beside it or, on a phone, at the foot of the screen. */
export function FilterPopover({ address, narrow, ...opened }: FilterProps & Opened) {
  const t = useTranslations("list.filter");
  const fields = <FilterFields address={address} narrow={narrow} />;
  if (useIsNarrow()) {
    return (
      <OpenSheet {...opened} title={t("title")}>
        {fields}
        <Button size="lg" onClick={() => opened.onOpenChange(false)}>
          {t("show")}
        </Button>
      </OpenSheet>
    );
  }
  return (
    <OpenPopover
      {...opened}
      align="end"
      aria-label={t("title")}
      className="max-h-(--radix-popover-content-available-height) w-88 overflow-y-auto"
    >
      {fields}
    </OpenPopover>
  );
}
