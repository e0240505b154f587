"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { MatrixPage } from "@/lib/batch-schemas";

/** Back and forth, or straight to a row: rows have numbers, so any page is as near as the next. */
export function MatrixPager({
  page: { rows, previous, next, total },
  isFiltered,
  onOpen,
}: {
  page: MatrixPage;
  isFiltered: boolean;
  onOpen: (from: number) => void;
}) {
  const t = useTranslations("batches.pages");
  const id = useId();
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <nav
      aria-label={t("label")}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5 text-[13px] text-muted-foreground tabular-nums"
    >
      <span>
        {isFiltered ? t("matching", { count: total }) : t("shown", { from: first + 1, to: last + 1, total })}
      </span>
      {(previous !== null || next !== null) && (
        <span className="ml-auto flex flex-wrap items-center gap-2">
          <form
            className="flex items-center gap-1.5"
            onSubmit={(event) => {
              event.preventDefault();
              const row = Number(new FormData(event.currentTarget).get("row"));
              if (Number.isSafeInteger(row) && row > 0) onOpen(row - 1);
            }}
          >
            <Label htmlFor={id} className="font-normal text-[13px]">
              {t("jump")}
            </Label>
            <Input
              id={id}
              name="row"
              type="number"
              min={1}
              className="h-7 w-20 px-2 text-[13px] max-md:h-8 max-md:text-base"
            />
          </form>
          <Button
            variant="outline"
            size="xs"
            disabled={previous === null}
            onClick={() => previous !== null && onOpen(previous)}
          >
            <ChevronLeft aria-hidden />
            {t("previous")}
          </Button>
          <Button
            variant="outline"
            size="xs"
            disabled={next === null}
            onClick={() => next !== null && onOpen(next)}
          >
            {t("next")}
            <ChevronRight aria-hidden />
          </Button>
        </span>
      )}
    </nav>
  );
}
