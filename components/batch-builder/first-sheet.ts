import { copiedFormValues } from "@/components/new-task/copied-values";
import { fieldKey } from "@/components/new-task/task-form";
import { isChanged, isFileField } from "@/lib/field-value";
import { cellOfValue } from "@/lib/sheet/cells";
import { columnKey, NOTE_KEY } from "@/lib/sheet/columns";
import { freeName } from "@/lib/sheet/files";
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
  const remoteNames = new Set(
    Object.values(values.fields).flatMap((value) =>
      value?.type === "file" && value.given === null ? [value.saved] : [],
    ),
  );
  const cells = fields.reduce<SheetRow>((row, field, index) => {
    const value = values.fields[fieldKey(index)];
    if (value === undefined || !isChanged(field, value)) return row;
    const key = columnKey(field);
    keys.push(key);
    if (value.type !== "file") return withCell(row, key, cellOfValue(field, value));
    const uploadId = value.given?.id ?? null;
    const isTaken = (taken: string) =>
      remoteNames.has(taken) || files.some((file) => file.name === taken && file.uploadId !== uploadId);
    const name = value.given === null ? value.saved : freeName(value.given.fileName, isTaken);
    files.push({ name, size: 0, lastModified: 0, uploadId });
    return withCell(row, key, name);
  }, EMPTY_ROW);
  const row = withCell(cells, NOTE_KEY, values.description);
  return { row, keys, files, extras: values.extras };
}

/** What the page starts with: the sheet kept under its address, or the row of the task to copy, or nothing. */
export function firstSheetOf(
  fields: readonly FormField[],
  saved: SavedSheet | null,
  copyOf: TaskView | null,
): FirstSheet & { readonly extras: readonly ExtraInput[]; readonly missingFiles: number } {
  const copied = copyOf === null || saved !== null ? null : rowOfTask(fields, copyOf);
  const rows = copied === null ? withoutEmptyEnd(saved?.rows ?? []) : [copied.row];
  const files = copied?.files ?? saved?.files ?? [];
  const known = new Set(files.map(({ name }) => name));
  const named = fields
    .filter(isFileField)
    .flatMap((field) => rows.map((row) => cellText(row, columnKey(field))));
  return {
    rows: [...rows],
    files: [...files],
    seeds: saved?.seeds ?? {},
    shown: shownWith(fields, saved?.shown ?? [], copied?.keys ?? []),
    extras: copied?.extras ?? saved?.extras ?? [],
    missingFiles: new Set(named.filter((name) => name !== "" && !known.has(name))).size,
  };
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
