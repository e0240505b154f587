import type { ProblemOfFile } from "@/lib/sheet/cells";
import type { SheetCheck } from "@/lib/sheet/check";
import type { SheetColumn } from "@/lib/sheet/columns";
import type { SheetRow } from "@/lib/sheet/rows";
import type { FileShelf } from "./file-shelf";

/** What the cells of a column need beside their row. */
export interface CellView {
  readonly column: SheetColumn;
  readonly check: SheetCheck;
  readonly shelf: FileShelf;
  readonly problemOfFile: ProblemOfFile;
  /** What an empty cell stands for, in words. @param index from 0 */
  readonly emptyText: (row: SheetRow, index: number) => string;
  /** Opens the file chooser for the cell. */
  readonly onChooseFile: (key: string, index: number) => void;
  readonly disabled: boolean;
}

export function problemIn({ check, column, problemOfFile }: CellView, row: SheetRow): string | null {
  return check.problemsOf(row, problemOfFile).find(({ key }) => key === column.key)?.message ?? null;
}
