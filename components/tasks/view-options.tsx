"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Hint } from "@/components/ui/tooltip";
import {
  DEFAULT_LAYOUT,
  DENSITIES,
  layoutText,
  TABLE_COLUMNS,
  type TableLayout,
  toggleColumn,
} from "@/lib/table-layout";

/** Which columns the table has and how tall its rows are; this browser remembers it. */
export function ViewOptions({
  layout,
  onChange,
}: {
  layout: TableLayout;
  onChange: (layout: TableLayout) => void;
}) {
  const t = useTranslations("list");
  return (
    // Not modal: the table behind it shows each change at once, and stays there for screen readers.
    <DropdownMenu modal={false}>
      <Hint text={t("options.open")}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t("options.open")}>
            <Columns3 aria-hidden />
          </Button>
        </DropdownMenuTrigger>
      </Hint>
      <DropdownMenuContent align="end" className="w-52">
        <DropdownMenuLabel>{t("options.density")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={layout.density}>
          {DENSITIES.map((density) => (
            <DropdownMenuRadioItem
              key={density}
              value={density}
              onSelect={stayOpen(() => onChange({ ...layout, density }))}
            >
              {t(`options.${density}`)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("options.columns")}</DropdownMenuLabel>
        {TABLE_COLUMNS.map((column) => (
          <DropdownMenuCheckboxItem
            key={column}
            checked={layout.columns.includes(column)}
            onSelect={stayOpen(() => onChange(toggleColumn(layout, column)))}
          >
            {t(`columns.${column}`)}
          </DropdownMenuCheckboxItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem
          disabled={layoutText(layout) === layoutText(DEFAULT_LAYOUT)}
          onSelect={() => onChange(DEFAULT_LAYOUT)}
        >
          {t("options.reset")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** People change several things in one go. */
function stayOpen(act: () => void): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    act();
  };
}
