import { useLayoutEffect, useRef } from "react";
import type { CellProps } from "react-datasheet-grid";
import { cellText, type SheetRow, withCell } from "@/lib/sheet/rows";
import { cn } from "@/lib/utils";
import { CellFrame } from "./cell-frame";
import { type CellView, problemIn } from "./sheet-view";

/** Text, a number or a seed. */
export function TextCell({
  rowData: row,
  rowIndex,
  focus,
  setRowData,
  columnData: view,
}: CellProps<SheetRow, CellView>) {
  const { column, emptyText } = view;
  const text = cellText(row, column.key);
  const type = column.field?.type ?? "textarea";
  const isNumber = type === "integer" || type === "number" || type === "seed";
  if (focus)
    return (
      <TextEditor
        label={column.label}
        text={text}
        isLong={type === "textarea"}
        onDone={(next) => setRowData(withCell(row, column.key, next))}
      />
    );
  return (
    <CellFrame column={column} index={rowIndex} problem={problemIn(view, row)}>
      <span
        className={cn(
          "min-w-0 truncate",
          isNumber && "tabular-nums",
          text === "" && "text-muted-foreground italic",
        )}
      >
        {text === "" ? emptyText(row, rowIndex) : text}
      </span>
    </CellFrame>
  );
}

/** Takes the text when the cell is left, unless by Escape. Alt or Shift with Enter begins a new line. */
function TextEditor({
  label,
  text,
  isLong,
  onDone,
}: {
  label: string;
  text: string;
  isLong: boolean;
  onDone: (text: string) => void;
}) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const done = useRef(onDone);
  done.current = onDone;
  const first = useRef(text);
  useLayoutEffect(() => {
    const area = ref.current;
    if (area === null) return;
    let isCancelled = false;
    area.focus();
    area.select();
    // The grid listens on the document; what belongs to the text must not reach it.
    const keep = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if (event.key === "Escape") isCancelled = true;
      const isNewLine = event.key === "Enter" && (event.altKey || event.shiftKey);
      const isMove = /^Arrow(Up|Down)$/.test(event.key) && area.value.includes("\n");
      if (!isNewLine && !isMove) return;
      event.stopPropagation();
      if (!isNewLine) return;
      event.preventDefault();
      area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
    };
    area.addEventListener("keydown", keep);
    return () => {
      area.removeEventListener("keydown", keep);
      if (!isCancelled && area.value !== first.current) done.current(area.value);
    };
  }, []);
  return (
    <textarea
      ref={ref}
      defaultValue={text}
      aria-label={label}
      tabIndex={-1}
      spellCheck={false}
      className={cn(
        "absolute top-0 left-0 z-30 w-full resize-none bg-card px-2.5 py-2 text-[13px] leading-5 outline-none ring-2 ring-primary max-md:text-base",
        isLong ? "h-40 min-w-72" : "h-full",
      )}
    />
  );
}
