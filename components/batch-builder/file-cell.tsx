import { Check, FileIcon, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { CellProps } from "react-datasheet-grid";
import { previewKind } from "@/components/media/preview-kind";
import { cellText, type SheetRow } from "@/lib/sheet/rows";
import { cn } from "@/lib/utils";
import { CellFrame } from "./cell-frame";
import type { FileShelf, ShelfFile } from "./file-shelf";
import { type CellView, problemIn } from "./sheet-view";

/** A file by its name, with a picture of it and how far its upload is. */
export function FileCell({
  rowData: row,
  rowIndex,
  focus,
  stopEditing,
  columnData: view,
}: CellProps<SheetRow, CellView>) {
  const { column, emptyText, onChooseFile, shelf } = view;
  const name = cellText(row, column.key);
  const file = useShelfFile(shelf, name);
  // A file is chosen, not typed: editing the cell opens the chooser.
  useEffect(() => {
    if (!focus) return;
    stopEditing({ nextRow: false });
    onChooseFile(column.key, rowIndex);
  }, [focus, stopEditing, onChooseFile, column.key, rowIndex]);
  return (
    <CellFrame column={column} index={rowIndex} problem={problemIn(view, row)}>
      {name === "" ? (
        <span className="min-w-0 truncate text-muted-foreground italic">{emptyText(row, rowIndex)}</span>
      ) : (
        <>
          <Thumbnail file={file} name={name} />
          <span className="min-w-0 truncate">{name}</span>
          {file !== undefined && <Phase file={file} />}
        </>
      )}
    </CellFrame>
  );
}

export function useShelfFile(shelf: FileShelf, name: string): ShelfFile | undefined {
  const read = useCallback(() => shelf.get(name), [shelf, name]);
  return useSyncExternalStore(shelf.subscribe, read, read);
}

function Thumbnail({ file, name }: { file: ShelfFile | undefined; name: string }) {
  const url =
    file?.previewUrl ??
    (file?.phase.name === "done" && file.phase.uploadId !== null
      ? `/api/uploads/${file.phase.uploadId}/thumbnail`
      : null);
  if (url === null || previewKind(name) !== "image")
    return <FileIcon aria-hidden className="size-4 shrink-0 text-muted-foreground" />;
  return (
    // biome-ignore lint/performance/noImgElement: a private file of this server or computer, too small to optimize
    <img
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      className="size-7 shrink-0 rounded-sm object-cover"
    />
  );
}

function Phase({ file: { phase, size } }: { file: ShelfFile }) {
  const t = useTranslations("batchBuilder.files");
  const classes = "ml-auto flex shrink-0 items-center gap-1 text-xs tabular-nums";
  switch (phase.name) {
    case "waiting":
      return <span className={cn(classes, "text-muted-foreground")}>{t("waiting")}</span>;
    case "sending":
      return (
        <span className={cn(classes, "text-muted-foreground")}>
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
          {Math.floor((phase.sentBytes / Math.max(size, 1)) * 100)}%
        </span>
      );
    case "done":
      return (
        <span className={cn(classes, "text-status-ready")}>
          <Check aria-hidden className="size-3.5" />
          <span className="sr-only">{t("done")}</span>
        </span>
      );
    case "failed":
      return null;
  }
}
