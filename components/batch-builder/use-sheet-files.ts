import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { fileSizeText } from "@/components/media/file-size";
import { type FileProblem, fileKindOf, problemOfFile } from "@/components/new-task/file-check";
import { sendUpload } from "@/components/new-task/send-upload";
import { useUploadFailureText } from "@/components/new-task/upload-failure-text";
import type { ProblemOfFile } from "@/lib/sheet/cells";
import type { SheetColumn } from "@/lib/sheet/columns";
import { inNaturalOrder } from "@/lib/sheet/files";
import { cellText, putDown } from "@/lib/sheet/rows";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import { FileShelf, type SavedFile } from "./file-shelf";
import { fileColumns, firstFreeRow, namesIn } from "./place-files";
import type { Rows, Sheet } from "./use-sheet";

export interface LeftOut {
  readonly name: string;
  readonly sentence: string;
}

/** Files of the sheet: what was dropped where, how far they are, and what stands against one. */
export function useSheetFiles(sheet: Sheet, columns: readonly SheetColumn[], saved: readonly SavedFile[]) {
  const [shelf] = useState(() => {
    const first = new FileShelf(sendUpload);
    first.restore(saved);
    return first;
  });
  const version = useSyncExternalStore(shelf.subscribe, shelf.version, shelf.version);
  const [leftOut, setLeftOut] = useState<readonly LeftOut[]>([]);
  const problem = useFileProblem(shelf);
  const sentence = useLeftOutSentence();
  const files = fileColumns(columns);

  useLeaveWarning(shelf);

  /** Those that fit the column; what is wrong with the others is said. */
  const fitting = (given: readonly File[], column: SheetColumn): File[] => {
    const kind = fileKindOf(column.field?.type ?? "file");
    const judged = given
      // Systems put files of their own into folders.
      .filter(({ name }) => !name.startsWith("."))
      .map((file) => ({ file, wrong: problemOfFile(file, kind, MAX_UPLOAD_BYTES) }));
    setLeftOut(
      judged.flatMap(({ file, wrong }) =>
        wrong === null ? [] : [{ name: file.name, sentence: sentence(file, wrong, kind) }],
      ),
    );
    return inNaturalOrder(judged.filter(({ wrong }) => wrong === null).map(({ file }) => file));
  };

  /** Files that cells wait for go there; the others fill the column, one row each, from `from` on. */
  const drop = (given: readonly File[], column: SheetColumn, from: number | null) => {
    const awaited = new Set(files.flatMap(({ key }) => [...namesIn(sheet.rows, key)]));
    const fit = fitting(given, column);
    const isAwaited = ({ name }: File) => awaited.has(name) && shelf.get(name) === undefined;
    const waitedFor = fit.filter(isAwaited);
    const others = fit.filter((file) => !isAwaited(file));
    shelf.take(waitedFor);
    const names = shelf.take(others);
    if (names.length === 0) return;
    sheet.change((rows) => putDown(rows, column.key, from ?? firstFreeRow(rows, column.key), names));
  };

  return {
    shelf,
    version,
    problemOfFile: problem,
    leftOut,
    closeLeftOut: () => setLeftOut([]),
    fitting,
    drop,
  };
}
export type SheetFiles = ReturnType<typeof useSheetFiles>;

/** Stable, because every cell has it: what it says changes with the shelf, which is followed on its own. */
function useFileProblem(shelf: FileShelf): ProblemOfFile {
  const t = useTranslations("batchBuilder.files");
  const failureText = useUploadFailureText();
  const latest = useRef(failureText);
  latest.current = failureText;
  return useCallback(
    (name) => {
      const phase = shelf.get(name)?.phase;
      if (phase === undefined) return t("awaited", { name });
      return phase.name === "failed" ? latest.current(name, phase.failure) : null;
    },
    [shelf, t],
  );
}

function useLeftOutSentence() {
  const t = useTranslations("newTask.file");
  return (file: File, wrong: FileProblem, kind: ReturnType<typeof fileKindOf>) =>
    t(`problems.${wrong}`, {
      name: file.name,
      size: fileSizeText(file.size),
      max: fileSizeText(MAX_UPLOAD_BYTES),
      kind: t(`kinds.${kind}`),
    });
}

/** A browser asks before it leaves a page whose files are on their way. */
function useLeaveWarning(shelf: FileShelf) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      const isSending = shelf.all().some(({ phase }) => phase.name === "sending" || phase.name === "waiting");
      if (isSending) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [shelf]);
}

/** Files that the rows name and that are still on their way. */
export function uploadsLeft(rows: Rows, columns: readonly SheetColumn[], shelf: FileShelf): number {
  const names = new Set(fileColumns(columns).flatMap(({ key }) => [...namesIn(rows, key)]));
  return [...names].filter((name) => {
    const phase = shelf.get(name)?.phase.name;
    return phase === "waiting" || phase === "sending";
  }).length;
}

/** Names of files that failed and that a cell has. */
export function failedUploads(rows: Rows, columns: readonly SheetColumn[], shelf: FileShelf): string[] {
  const isUsed = (name: string) =>
    fileColumns(columns).some(({ key }) => rows.some((row) => cellText(row, key) === name));
  return shelf
    .all()
    .filter(({ name, phase }) => phase.name === "failed" && isUsed(name))
    .map(({ name }) => name);
}
