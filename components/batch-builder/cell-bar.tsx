import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { isTextField } from "@/lib/sheet/cells";
import { filledText, rowVariables } from "@/lib/sheet/row-variables";
import { cellText, rowNumber } from "@/lib/sheet/rows";
import type { CellPlace } from "./sheet-grid";
import { type CellView, problemIn } from "./sheet-view";
import type { Rows } from "./use-sheet";

/**
 * The cell with the cursor, in full: where it is, what it will send once variables are filled in, and what is wrong.
 * It keeps its height, and readers hear it.
 */
export function CellBar({
  rows,
  views,
  place,
  today,
}: {
  rows: Rows;
  views: readonly CellView[];
  place: CellPlace | null;
  today: string;
}) {
  const t = useTranslations("batchBuilder.bar");
  const view = views.find(({ column }) => column.key === place?.key);
  const row = place === null ? undefined : rows[place.index];
  if (view === undefined || row === undefined || place === null)
    return (
      <div className="flex h-9 items-center overflow-hidden px-1 text-muted-foreground text-xs">
        <p className="line-clamp-2">{t("hint")}</p>
      </div>
    );
  const { column, shelf, disabled } = view;
  const text = cellText(row, column.key);
  const hasVariables = column.field === null || isTextField(column.field);
  const columns = views.map((one) => one.column);
  const number = rowNumber(row, place.index);
  const shown = hasVariables ? filledText(text, () => rowVariables(columns, row, number, today)) : text;
  const problem = problemIn(view, row);
  const isFailed = shelf.get(text)?.phase.name === "failed";
  return (
    <div className="flex h-9 items-center gap-2 overflow-hidden px-1 text-xs">
      <p role="status" className="flex min-w-0 flex-1 items-center gap-2">
        <span className="shrink-0 font-medium tabular-nums">
          {t("place", { row: place.index + 1, column: column.label })}
        </span>
        {problem === null ? (
          <span className="min-w-0 truncate text-muted-foreground">
            {shown || view.emptyText(row, place.index)}
          </span>
        ) : (
          <span className="flex min-w-0 items-center gap-1 text-destructive-text">
            <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
            <span className="line-clamp-2">{problem}</span>
          </span>
        )}
      </p>
      {isFailed && !disabled && (
        <Button variant="outline" size="xs" onClick={() => shelf.retry(text)}>
          {t("retry")}
        </Button>
      )}
      {!isFailed && shelf.get(text)?.phase.name === "sending" && (
        <Button variant="ghost" size="xs" onClick={() => shelf.remove(text)}>
          {t("cancelUpload")}
        </Button>
      )}
    </div>
  );
}
