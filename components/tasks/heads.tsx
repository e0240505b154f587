"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type SortField, useSort } from "@/components/tasks/sort-context";
import { Hint } from "@/components/ui/tooltip";
import type { TableColumn } from "@/lib/table-layout";

export function Words({ column }: { column: TableColumn | "workflow" | "actions" }) {
  const t = useTranslations("list.columns");
  return t(column);
}

const HINTS = {
  createdAt: { down: "createdDown", up: "createdUp" },
  completedAt: { down: "completedDown", up: "completedUp" },
} as const satisfies Record<SortField, { down: string; up: string }>;

/** A head that sorts; the arrow stands where the list is sorted by it. */
export function SortHead({ column, field }: { column: TableColumn; field: SortField }) {
  const t = useTranslations("list.sort");
  const { sort, toggleSort } = useSort();
  const down = sort === `-${field}`;
  const isSorted = down || sort === field;
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <Hint text={t(HINTS[field][isSorted && down ? "down" : isSorted ? "up" : "down"])}>
      <button
        type="button"
        onClick={() => toggleSort(field)}
        className="focus-ring -mx-1 inline-flex items-center gap-1 rounded-sm px-1 font-medium hover:text-foreground"
      >
        <Words column={column} />
        {isSorted && <Arrow aria-hidden className="size-3.5" />}
      </button>
    </Hint>
  );
}
