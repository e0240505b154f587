import { useLocale, useTranslations } from "next-intl";
import { useCallback, useMemo, useRef, useState } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { fieldLabel } from "@/components/new-task/field-label";
import type { Say } from "@/lib/field-schema";
import { SheetCheck } from "@/lib/sheet/check";
import { firstShown, sheetColumns } from "@/lib/sheet/columns";
import { isEmptyRow, rowsToRun } from "@/lib/sheet/rows";
import { problemOfPolicy, type SeedPolicy } from "@/lib/sheet/seeds";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import type { SavedSheet } from "./saved-sheet";
import type { CellPlace, Marked } from "./sheet-grid";
import type { CellView } from "./sheet-view";
import { useEmptyText } from "./use-empty-text";
import { type Rows, useSheet } from "./use-sheet";
import { failedUploads, uploadsLeft, useSheetFiles } from "./use-sheet-files";
import { useToday } from "./use-today";

export type FirstSheet = Pick<SavedSheet, "rows" | "shown" | "seeds" | "files">;

/** Everything a sheet is made of, and what follows from it. */
export function useBuilder(workflow: WorkflowDetail, first: FirstSheet, disabled: boolean) {
  const words = useTranslations("newTask.problems");
  const noteLabel = useTranslations("newTask.form")("description");
  const locale = useLocale();
  const today = useToday()();
  const say = useCallback<Say>((key, values) => words(key, values), [words]);

  const columns = useMemo(
    () => sheetColumns(workflow.fields, (field) => fieldLabel(field, locale), noteLabel),
    [workflow.fields, locale, noteLabel],
  );
  const [shownKeys, setShownKeys] = useState<ReadonlySet<string>>(
    () => new Set(first.shown.length === 0 ? firstShown(columns) : first.shown),
  );
  const shown = useMemo(() => columns.filter(({ key }) => shownKeys.has(key)), [columns, shownKeys]);
  const [seeds, setSeeds] = useState<Readonly<Record<string, SeedPolicy>>>(first.seeds);

  const sheet = useSheet(first.rows);
  const files = useSheetFiles(sheet, shown, first.files);
  const { shelf, problemOfFile, version } = files;
  const check = useMemo(() => new SheetCheck(shown, say), [shown, say]);

  const gridRef = useRef<DataSheetGridRef>(null);
  const [place, setPlace] = useState<CellPlace | null>(null);
  // A press on a button takes the grid's marks away; what was marked last is what the button means.
  const [marked, setMarked] = useState<Marked | null>(null);
  const [chooseFor, setChooseFor] = useState<CellPlace | null>(null);

  const template = workflow.defaults.descriptionTemplate ?? "";
  const emptyText = useEmptyText(shown, seeds, template, today);
  const latestEmptyText = useRef(emptyText);
  latestEmptyText.current = emptyText;
  // New views draw every cell anew, so they are made only when columns or seeds change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: seeds change what empty cells say
  const views = useMemo<CellView[]>(
    () =>
      shown.map((column) => ({
        column,
        check,
        shelf,
        problemOfFile,
        disabled,
        emptyText: (row, index) => latestEmptyText.current(column, row, index),
        onChooseFile: (key, index) => setChooseFor({ key, index }),
      })),
    [shown, check, shelf, problemOfFile, disabled, seeds],
  );

  const counted = useMemo(() => rowsToRun(sheet.rows), [sheet.rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shelf's version says that its files changed
  const problems = useMemo(
    () => check.allProblems(counted, problemOfFile),
    [check, counted, problemOfFile, version],
  );
  const invalid = useMemo(() => new Set(problems.map(({ index }) => index)), [problems]);
  const seedProblem = shown.some(
    ({ key, field }) =>
      field?.type === "seed" &&
      seeds[key] !== undefined &&
      problemOfPolicy(field, seeds[key], counted.length, say) !== null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const uploads = useMemo(
    () => ({ left: uploadsLeft(counted, shown, shelf), failed: failedUploads(counted, shown, shelf) }),
    [counted, shown, shelf, version],
  );

  return {
    columns,
    shown,
    shownKeys,
    showColumn: (key: string, visible: boolean) =>
      setShownKeys((before) => {
        const next = new Set(before);
        if (visible) next.add(key);
        else next.delete(key);
        return next.size === 0 ? before : next;
      }),
    seeds,
    setSeed: (key: string, policy: SeedPolicy) => setSeeds((before) => ({ ...before, [key]: policy })),
    sheet,
    files,
    views,
    gridRef,
    place,
    setPlace: useCallback(
      (next: CellPlace | null) =>
        setPlace((before) => (before?.key === next?.key && before?.index === next?.index ? before : next)),
      [],
    ),
    marked: withinRows(marked, sheet.rows),
    setMarked: useCallback((next: Marked | null) => {
      if (next === null) return;
      setMarked((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    }, []),
    chooseFor,
    setChooseFor,
    say,
    today,
    template,
    counted,
    problems,
    invalid,
    seedProblem,
    uploads,
    emptyRows: useMemo(() => counted.filter(isEmptyRow).length, [counted]),
    jumpTo: ({ key, index }: CellPlace) => gridRef.current?.setActiveCell({ col: key, row: index }),
  };
}
export type Builder = ReturnType<typeof useBuilder>;

/** Rows may have gone since they were marked. */
function withinRows(marked: Marked | null, rows: Rows): Marked | null {
  if (marked === null || marked.first >= rows.length) return null;
  return { ...marked, last: Math.min(marked.last, rows.length - 1) };
}
