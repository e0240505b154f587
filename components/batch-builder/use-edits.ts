import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { isFileField } from "@/lib/field-value";
import { EMPTY_ROW, fillDown } from "@/lib/sheet/rows";
import { fileColumns, firstFreeRow, type placeUnder } from "./place-files";
import type { Builder } from "./use-builder";
import type { Rows } from "./use-sheet";

/** Where chosen files go. */
export interface AskedFiles {
  readonly key: string;
  /** From 0; null = from the first free row of the column. */
  readonly index: number | null;
  readonly folder: boolean;
}

/** What the toolbar, the keys and dropped files do to the sheet. */
export function useEdits(builder: Builder) {
  const t = useTranslations("batchBuilder.files");
  const { sheet, marked, shown, files, chooseFor, setChooseFor, gridRef } = builder;
  const [asked, setAsked] = useState<AskedFiles | null>(null);
  const { change } = sheet;

  // A file cell that is edited asks for its file.
  useEffect(() => {
    if (chooseFor === null) return;
    setAsked({ ...chooseFor, folder: false });
    setChooseFor(null);
  }, [chooseFor, setChooseFor]);

  const target = (place: ReturnType<typeof placeUnder>) => {
    const under = shown.find(({ key, field }) => key === place?.key && field !== null && isFileField(field));
    const [only] = fileColumns(shown);
    const column = under ?? only;
    if (column === undefined) return null;
    const index = place?.index ?? null;
    return { column, index: under === undefined ? null : index };
  };

  return {
    replace: useCallback((rows: Rows) => change(() => rows), [change]),
    addRow: () => {
      change((rows) => [...rows, EMPTY_ROW]);
    },
    fillDown: () => {
      if (marked === null) return;
      const { first, last, keys } = marked;
      // One row marked: down to the end.
      const end = last === first ? sheet.rows.length - 1 : last;
      change((rows) => fillDown(rows, keys, first, end));
      const [left, right] = [keys[0], keys.at(-1)];
      if (left !== undefined && right !== undefined)
        gridRef.current?.setSelection({ min: { col: left, row: first }, max: { col: right, row: end } });
    },
    deleteRows: () => {
      if (marked === null) return;
      change((rows) => rows.filter((_, index) => index < marked.first || index > marked.last));
    },
    asked,
    askFiles: (key: string, folder: boolean) => setAsked({ key, index: null, folder }),
    takeAsked: (given: File[]) => {
      const column = shown.find(({ key }) => key === asked?.key);
      if (column !== undefined && given.length > 0) files.drop(given, column, asked?.index ?? null);
      setAsked(null);
    },
    dropFiles: (given: File[], place: ReturnType<typeof placeUnder>) => {
      const found = target(place);
      if (found !== null && given.length > 0) files.drop(given, found.column, found.index);
    },
    dropLabel: (place: ReturnType<typeof placeUnder>): string | null => {
      const found = target(place);
      if (found === null) return null;
      const row = (found.index ?? firstFreeRow(sheet.rows, found.column.key)) + 1;
      return t("dropHere", { column: found.column.label, row });
    },
  };
}
