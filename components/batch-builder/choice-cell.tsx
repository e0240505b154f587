import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { CellProps } from "react-datasheet-grid";
import { cellText, type SheetRow, withCell } from "@/lib/sheet/rows";
import { cn } from "@/lib/utils";
import type { FormField } from "@/lib/workflow-schemas";
import { CellFrame } from "./cell-frame";
import { type CellView, problemIn } from "./sheet-view";

/** A switch or one of a list: chosen, not typed; pasted text is taken too. */
export function ChoiceCell({
  rowData: row,
  rowIndex,
  focus,
  setRowData,
  stopEditing,
  columnData: view,
}: CellProps<SheetRow, CellView>) {
  const { column, emptyText } = view;
  const text = cellText(row, column.key);
  const choices = useChoices(column.field);
  const shown = choices.find(({ value }) => value === text)?.label ?? text;
  if (!focus)
    return (
      <CellFrame column={column} index={rowIndex} problem={problemIn(view, row)}>
        <span className={cn("min-w-0 truncate", text === "" && "text-muted-foreground italic")}>
          {text === "" ? emptyText(row, rowIndex) : shown}
        </span>
      </CellFrame>
    );
  return (
    <ChoiceEditor
      label={column.label}
      value={text}
      emptyLabel={emptyText(row, rowIndex)}
      choices={choices}
      onDone={(value) => {
        setRowData(withCell(row, column.key, value));
        stopEditing({ nextRow: false });
      }}
      onLeave={() => stopEditing({ nextRow: false })}
    />
  );
}

function useChoices(field: FormField | null): readonly { value: string; label: string }[] {
  const t = useTranslations("newTask.form");
  if (field?.type !== "switch") return field?.options ?? [];
  return [
    { value: "true", label: t("on") },
    { value: "false", label: t("off") },
  ];
}

function ChoiceEditor({
  label,
  value,
  emptyLabel,
  choices,
  onDone,
  onLeave,
}: {
  label: string;
  value: string;
  emptyLabel: string;
  choices: readonly { value: string; label: string }[];
  onDone: (value: string) => void;
  onLeave: () => void;
}) {
  const ref = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    ref.current?.focus();
    try {
      ref.current?.showPicker();
    } catch {
      // Only a person's own click may open it; otherwise the arrow keys choose.
    }
  }, []);
  const isOffered = value === "" || choices.some((choice) => choice.value === value);
  return (
    <select
      ref={ref}
      value={value}
      aria-label={label}
      tabIndex={-1}
      className="size-full bg-card px-2 text-[13px] text-foreground outline-none"
      onChange={(event) => onDone(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === "Escape") onLeave();
      }}
    >
      <option value="">{emptyLabel}</option>
      {!isOffered && <option value={value}>{value}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
