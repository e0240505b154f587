import { memo } from "react";
import type { CellProps, Column } from "react-datasheet-grid";
import { isFileField } from "@/lib/field-value";
import type { SheetColumn } from "@/lib/sheet/columns";
import { cellText, isEmptyRow, type SheetRow, withCell } from "@/lib/sheet/rows";
import type { FieldType } from "@/lib/workflow-schemas";
import { ChoiceCell } from "./choice-cell";
import { FileCell } from "./file-cell";
import type { CellView } from "./sheet-view";
import { TextCell } from "./text-cell";

const WIDTHS: Partial<Record<FieldType, number>> = {
  textarea: 280,
  image: 210,
  video: 210,
  audio: 210,
  file: 210,
  integer: 110,
  number: 110,
  switch: 100,
};

type Cell = (props: CellProps<SheetRow, CellView>) => React.JSX.Element;

/** Cells are drawn anew only when their row or column changed; the grid's types know no memoized components. */
const memoized = (cell: Cell) => memo(cell) as unknown as Cell;
const TEXT = memoized(TextCell);
const FILE = memoized(FileCell);
const CHOICE = memoized(ChoiceCell);

function componentFor({ field }: SheetColumn): Cell {
  if (field === null) return TEXT;
  if (isFileField(field)) return FILE;
  const isChoice = field.type === "switch" || (field.type === "select" && !field.freeText);
  return isChoice ? CHOICE : TEXT;
}

/** The grid's column: how cells look, and what copy, paste and delete do with their text. */
export function gridColumn(view: CellView): Column<SheetRow, CellView, string> {
  const { column, disabled } = view;
  const width = WIDTHS[column.field?.type ?? "textarea"] ?? 160;
  const isLong = column.field === null || column.field.type === "textarea";
  return {
    id: column.key,
    title: <Title column={column} />,
    component: componentFor(column),
    columnData: view,
    disabled,
    basis: width,
    minWidth: width,
    grow: isLong ? 3 : 1,
    shrink: 0,
    deleteValue: ({ rowData }) => withCell(rowData, column.key, ""),
    copyValue: ({ rowData }) => cellText(rowData, column.key),
    pasteValue: ({ rowData, value }) => withCell(rowData, column.key, value.trim()),
    isCellEmpty: ({ rowData }) => isEmptyRow(rowData),
  };
}

function Title({ column: { key, label, field } }: { column: SheetColumn }) {
  return (
    <span
      data-column={key}
      title={field === null ? label : `${label} · #${field.nodeId}.${field.fieldName}`}
      className="line-clamp-2 px-2.5 leading-4"
    >
      {label}
      {field?.required && <span aria-hidden> *</span>}
    </span>
  );
}
