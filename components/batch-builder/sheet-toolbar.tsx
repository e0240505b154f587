import {
  ArrowDownToLine,
  Columns3,
  Dices,
  FileUp,
  FolderUp,
  ListPlus,
  Plus,
  Redo2,
  Repeat2,
  Table2,
  Trash2,
  Undo2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentType } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Hint } from "@/components/ui/tooltip";
import type { SheetColumn } from "@/lib/sheet/columns";
import { fileColumns } from "./place-files";

export type SheetDialog = "lists" | "import" | "seeds" | "repeat" | "problems";

interface Props {
  readonly columns: readonly SheetColumn[];
  readonly shown: ReadonlySet<string>;
  readonly mayUndo: boolean;
  readonly mayRedo: boolean;
  readonly hasMarked: boolean;
  readonly disabled: boolean;
  readonly onDialog: (dialog: SheetDialog) => void;
  readonly onFiles: (key: string, folder: boolean) => void;
  readonly onColumn: (key: string, visible: boolean) => void;
  readonly onAddRow: () => void;
  readonly onFillDown: () => void;
  readonly onDeleteRows: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** What fills the sheet, and what changes many cells at once. */
export function SheetToolbar(props: Props) {
  const { columns, shown, mayUndo, mayRedo, hasMarked, onDialog } = props;
  const t = useTranslations("batchBuilder.toolbar");
  const hasSeeds = columns.some(({ key, field }) => field?.type === "seed" && shown.has(key));
  return (
    <div
      role="toolbar"
      aria-label={t("label")}
      className="flex items-center gap-1.5 overflow-x-auto py-1 [scrollbar-width:thin]"
    >
      <Button size="sm" variant="outline" onClick={() => onDialog("lists")}>
        <ListPlus aria-hidden />
        {t("lists")}
      </Button>
      <Button size="sm" variant="outline" onClick={() => onDialog("import")}>
        <Table2 aria-hidden />
        {t("import")}
      </Button>
      <FilesMenu {...props} />
      {hasSeeds && (
        <Button size="sm" variant="outline" onClick={() => onDialog("seeds")}>
          <Dices aria-hidden />
          {t("seeds")}
        </Button>
      )}
      <ColumnsMenu {...props} />
      <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-border" />
      <Tool icon={Plus} text={t("addRow")} onClick={props.onAddRow} />
      <Tool icon={Repeat2} text={t("repeat")} onClick={() => onDialog("repeat")} />
      <Tool icon={ArrowDownToLine} text={t("fillDown")} disabled={!hasMarked} onClick={props.onFillDown} />
      <Tool icon={Trash2} text={t("deleteRows")} disabled={!hasMarked} onClick={props.onDeleteRows} />
      <Tool icon={Undo2} text={t("undo")} disabled={!mayUndo} onClick={props.onUndo} />
      <Tool icon={Redo2} text={t("redo")} disabled={!mayRedo} onClick={props.onRedo} />
    </div>
  );
}

function Tool({
  icon: Icon,
  text,
  ...props
}: {
  icon: ComponentType<{ "aria-hidden": true }>;
  text: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <Hint text={text}>
      <Button size="icon-sm" variant="ghost" aria-label={text} {...props}>
        <Icon aria-hidden />
      </Button>
    </Hint>
  );
}

function FilesMenu({ columns, shown, onFiles }: Props) {
  const t = useTranslations("batchBuilder.toolbar");
  const files = fileColumns(columns).filter(({ key }) => shown.has(key));
  if (files.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" variant="outline">
          <FileUp aria-hidden />
          {t("files")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-w-80">
        {files.map(({ key, label }) => (
          <div key={key}>
            {files.length > 1 && <DropdownMenuLabel>{label}</DropdownMenuLabel>}
            <DropdownMenuItem onSelect={() => onFiles(key, false)}>
              <FileUp aria-hidden />
              {t("chooseFiles")}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onFiles(key, true)}>
              <FolderUp aria-hidden />
              {t("chooseFolder")}
            </DropdownMenuItem>
          </div>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function ColumnsMenu({ columns, shown, onColumn }: Props) {
  const t = useTranslations("batchBuilder.toolbar");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" variant="outline">
          <Columns3 aria-hidden />
          {t("columns")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-w-80">
        <DropdownMenuLabel>{t("columnsHint")}</DropdownMenuLabel>
        {columns.map(({ key, label }) => (
          <DropdownMenuCheckboxItem
            key={key}
            checked={shown.has(key)}
            onCheckedChange={(checked) => onColumn(key, checked)}
            // Several may be chosen in one visit.
            onSelect={(event) => event.preventDefault()}
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
