"use client";

import { useTranslations } from "next-intl";
import {
  DropdownMenuCheckboxItem,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import { OpenMenu } from "@/components/ui/open-menu";
import type { Opened } from "@/components/ui/opener";
import {
  DEFAULT_LAYOUT,
  DENSITIES,
  layoutText,
  TABLE_COLUMNS,
  type TableLayout,
  toggleColumn,
} from "@/lib/table-layout";

export interface ViewOptionsProps {
  readonly layout: TableLayout;
  readonly onChange: (layout: TableLayout) => void;
}

/** The choices of the ViewOptions. */
export function ViewOptionsMenu({ layout, onChange, ...opened }: ViewOptionsProps & Opened) {
  const t = useTranslations("list");
  return (
    // Not modal: the table behind it shows each change at once, and stays there for screen readers.
    <OpenMenu {...opened} modal={false} align="end" className="w-52">
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
    </OpenMenu>
  );
}

/** People change several things in one go. */
function stayOpen(act: () => void): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    act();
  };
}
