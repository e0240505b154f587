import { copiedFormValues } from "@/components/new-task/copied-values";
import { fieldKey } from "@/components/new-task/task-form";
import { isChanged, isFileField } from "@/lib/field-value";
import { cellOfValue } from "@/lib/sheet/cells";
import { columnKey, NOTE_KEY } from "@/lib/sheet/columns";
import { cellText, EMPTY_ROW, type SheetRow, withCell, withoutEmptyEnd } from "@/lib/sheet/rows";
import type { ExtraInput } from "@/lib/task-input";
import type { TaskView } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import type { SavedFile } from "./file-shelf";
import type { SavedSheet } from "./saved-sheet";
import type { FirstSheet } from "./use-builder";

interface CopiedRow {
  readonly row: SheetRow;
  /** Columns that must be in view, because the task gave them a value. */
  readonly keys: readonly string[];
  readonly files: readonly SavedFile[];
  readonly extras: readonly ExtraInput[];
}

/** A row that makes the earlier task again. */
function rowOfTask(fields: readonly FormField[], task: TaskView): CopiedRow {
  const values = copiedFormValues(fields, task);
  const files: SavedFile[] = [];
  const keys: string[] = [];
  const cells = fields.reduce<SheetRow>((row, field, index) => {
    const value = values.fields[fieldKey(index)];
    if (value === undefined || !isChanged(field, value)) return row;
    const key = columnKey(field);
    keys.push(key);
    if (value.type === "file" && value.given !== null)
      files.push({ name: value.given.fileName, size: 0, lastModified: 0, uploadId: value.given.id });
    return withCell(row, key, cellOfValue(field, value));
  }, EMPTY_ROW);
  const row = withCell(cells, NOTE_KEY, values.description);
  return { row, keys, files, extras: values.extras };
}

/** What the page starts with: the kept sheet, and below it the row of the task to copy. */
export function firstSheetOf(
  fields: readonly FormField[],
  saved: SavedSheet | null,
  copyOf: TaskView | null,
): FirstSheet & { readonly extras: readonly ExtraInput[]; readonly missingFiles: number } {
  const copied = copyOf === null ? null : rowOfTask(fields, copyOf);
  const kept = withoutEmptyEnd(saved?.rows ?? []);
  // The page may be opened again at the same address: one copy is enough.
  const isThere = kept.some(({ cells }) => isSame(cells, copied?.row.cells ?? {}));
  const rows = copied === null || isThere ? kept : [...kept, copied.row];
  const files = [...(saved?.files ?? []), ...(copied?.files ?? [])];
  const known = new Set(files.map(({ name }) => name));
  const named = fields
    .filter(isFileField)
    .flatMap((field) => rows.map((row) => cellText(row, columnKey(field))));
  return {
    rows: [...rows],
    files,
    seeds: saved?.seeds ?? {},
    shown: shownWith(fields, saved?.shown ?? [], copied?.keys ?? []),
    extras: copied?.extras ?? saved?.extras ?? [],
    missingFiles: new Set(named.filter((name) => name !== "" && !known.has(name))).size,
  };
}

function isSame(one: SheetRow["cells"], other: SheetRow["cells"]): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** Columns of the kept sheet or the form's own, and those the copy needs. */
function shownWith(
  fields: readonly FormField[],
  kept: readonly string[],
  needed: readonly string[],
): string[] {
  const own = fields.filter(({ hidden }) => !hidden).map(columnKey);
  const base = kept.length > 0 ? kept : [...own, NOTE_KEY];
  return [...new Set([...base, ...needed])];
}
