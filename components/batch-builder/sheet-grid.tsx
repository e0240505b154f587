"use client";

import "react-datasheet-grid/dist/style.css";
import "./sheet-grid.css";
import { useTranslations } from "next-intl";
import { type Ref, useEffect, useMemo, useRef, useState } from "react";
import { type DataSheetGridRef, DynamicDataSheetGrid } from "react-datasheet-grid";
import { EMPTY_ROW, type SheetRow } from "@/lib/sheet/rows";
import { gridColumn } from "./grid-columns";
import { GridMenu } from "./grid-menu";
import type { CellView } from "./sheet-view";
import type { Rows } from "./use-sheet";

export interface CellPlace {
  readonly key: string;
  /** From 0. */
  readonly index: number;
}

/** The cells marked now, all corners inclusive. */
export interface Marked {
  readonly first: number;
  readonly last: number;
  readonly keys: readonly string[];
}

interface Props {
  readonly rows: Rows;
  readonly views: readonly CellView[];
  readonly gridRef: Ref<DataSheetGridRef>;
  readonly disabled: boolean;
  readonly onChange: (rows: Rows) => void;
  readonly onPlace: (place: CellPlace | null) => void;
  readonly onMarked: (marked: Marked | null) => void;
}

const ROW_HEIGHT = 40;

/** The sheet itself: virtual rows and columns, copy and paste with other spreadsheets, a fill handle, keys. */
export function SheetGrid({ rows, views, gridRef, disabled, onChange, onPlace, onMarked }: Props) {
  const t = useTranslations("batchBuilder");
  const { frame, height } = useHeight();
  const columns = useMemo(() => views.map(gridColumn), [views]);
  const keys = useMemo(() => views.map(({ column }) => column.key), [views]);
  return (
    <section ref={frame} aria-label={t("sheet")} className="sheet-grid h-full min-h-56">
      {/* The one whose columns may change. */}
      <DynamicDataSheetGrid<SheetRow>
        ref={gridRef}
        // The grid types its rows as its own to change; it never does.
        value={rows as SheetRow[]}
        columns={columns}
        height={height}
        rowHeight={ROW_HEIGHT}
        headerRowHeight={44}
        gutterColumn={{ basis: 52, minWidth: 52, title: <span className="sr-only">{t("row")}</span> }}
        createRow={() => EMPTY_ROW}
        duplicateRow={({ rowData: { cells } }) => ({ cells })}
        lockRows={disabled}
        addRowsComponent={false}
        contextMenuComponent={GridMenu}
        onChange={onChange}
        onActiveCellChange={({ cell }) =>
          onPlace(cell?.colId === undefined ? null : { key: cell.colId, index: cell.row })
        }
        onSelectionChange={({ selection }) =>
          onMarked(
            selection && {
              first: selection.min.row,
              last: selection.max.row,
              keys: keys.slice(selection.min.col, selection.max.col + 1),
            },
          )
        }
      />
    </section>
  );
}

/** The grid wants its height as a number. */
function useHeight() {
  const frame = useRef<HTMLElement>(null);
  const [height, setHeight] = useState(400);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    // The library's scrolling part takes no focus of its own: without, a keyboard could not scroll it.
    element.querySelector(".dsg-container")?.setAttribute("tabindex", "0");
    const observer = new ResizeObserver(() => setHeight(Math.max(element.clientHeight, 200)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { frame, height };
}
