import { Download, FileSpreadsheet } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDropzone } from "react-dropzone";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { SheetColumn } from "@/lib/sheet/columns";
import { baseName } from "@/lib/sheet/files";
import { cellText, type SheetRow, withCell } from "@/lib/sheet/rows";
import { parseTable } from "@/lib/sheet/table-text";
import { readTable, rowsOfTable, type TableReading } from "@/lib/sheet/tables";
import { MAX_BULK_TASKS } from "@/lib/task-limits";
import { cn } from "@/lib/utils";
import { fileColumns } from "./place-files";
import { type NamedTable, readTableFile } from "./read-table-file";
import { TableMatch } from "./table-match";
import { type RowsGo, WhereRowsGo } from "./where-rows-go";

interface Props {
  readonly columns: readonly SheetColumn[];
  readonly shown: readonly SheetColumn[];
  readonly filledRows: number;
  readonly onTemplate: () => void;
  readonly onRows: (rows: SheetRow[], go: RowsGo) => void;
  readonly onClose: () => void;
}

interface Found {
  readonly tables: readonly NamedTable[];
  readonly chosen: number;
  readonly reading: TableReading;
}

/** A table from a file or the clipboard; the columns are asked about only where their names do not say it. */
export function ImportDialog({ columns, shown, filledRows, onTemplate, onRows, onClose }: Props) {
  const t = useTranslations("batchBuilder.import");
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [go, setGo] = useState<RowsGo>("below");

  const take = (tables: readonly NamedTable[], chosen = 0) => {
    const table = tables[chosen]?.table ?? [];
    if (table.length === 0) {
      setFound(null);
      return setProblem(t("emptyTable"));
    }
    setProblem(null);
    setFound({ tables, chosen, reading: readTable(table, columns, shown) });
  };
  const takeFile = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    setText("");
    if (/\.(xls|numbers|ods)$/i.test(file.name)) return setProblem(t("wrongFormat", { name: file.name }));
    try {
      take(await readTableFile(file));
    } catch {
      setFound(null);
      setProblem(t("unreadable", { name: file.name }));
    }
  };
  const { getRootProps, getInputProps, inputRef, isDragActive, open } = useDropzone({
    onDrop: (files) => {
      void takeFile(files);
      if (inputRef.current) inputRef.current.value = "";
    },
    noClick: true,
    noKeyboard: true,
    multiple: false,
  });

  const table = found?.tables[found.chosen]?.table ?? [];
  const rows = found === null ? [] : rowsOfTable(table, found.reading).map(withBareNames(columns));
  const total = rows.length + (go === "below" ? filledRows : 0);
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("intro")}</DialogDescription>
        </DialogHeader>
        <div
          {...getRootProps()}
          className={cn(
            "flex flex-col gap-3 rounded-lg border border-dashed p-3",
            isDragActive ? "border-primary bg-primary-soft" : "border-input",
          )}
        >
          <input
            {...getInputProps({ accept: ".csv,.tsv,.txt,.xlsx,text/csv", "aria-label": t("chooseFile") })}
          />
          <div className="flex flex-wrap items-center gap-2">
            <Button size="sm" variant="outline" onClick={open}>
              <FileSpreadsheet aria-hidden />
              {t("chooseFile")}
            </Button>
            <Button size="sm" variant="ghost" onClick={onTemplate}>
              <Download aria-hidden />
              {t("template")}
            </Button>
          </div>
          <Field label={t("paste")}>
            {(frame) => (
              <Textarea
                {...frame}
                rows={3}
                value={text}
                placeholder={t("pastePlaceholder")}
                className="max-h-40 min-h-16 text-sm max-md:text-base"
                onChange={(event) => {
                  setText(event.target.value);
                  take([{ name: "", table: parseTable(event.target.value) }]);
                }}
              />
            )}
          </Field>
        </div>
        <div role="status" className="empty:hidden">
          {problem !== null && <p className="text-destructive-text text-sm">{problem}</p>}
        </div>
        {found !== null && (
          <TableMatch
            tables={found.tables}
            chosen={found.chosen}
            reading={found.reading}
            columns={columns}
            rowCount={rows.length}
            onChoose={(chosen) => take(found.tables, chosen)}
            onReading={(reading) => setFound({ ...found, reading })}
          />
        )}
        {found !== null && filledRows > 0 && <WhereRowsGo value={go} onChange={setGo} />}
        {total > MAX_BULK_TASKS && (
          <p role="status" className="text-destructive-text text-sm">
            {t("tooMany", { count: total, max: MAX_BULK_TASKS })}
          </p>
        )}
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button disabled={rows.length === 0 || total > MAX_BULK_TASKS} onClick={() => onRows(rows, go)}>
            {t("apply", { count: rows.length })}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

/** Files are known by their names; tables often have whole paths. */
function withBareNames(columns: readonly SheetColumn[]) {
  const keys = fileColumns(columns).map(({ key }) => key);
  return (row: SheetRow): SheetRow =>
    keys.reduce((bare, key) => withCell(bare, key, baseName(cellText(bare, key))), row);
}
