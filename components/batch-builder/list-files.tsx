import { FolderUp, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useDropzone } from "react-dropzone";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/utils";
import { FolderInput } from "./folder-input";

const NAMES_SHOWN = 6;

/** Files or a whole folder as a list. */
export function ListFiles({
  label,
  files,
  onAdd,
  onClear,
}: {
  label: string;
  files: readonly File[];
  onAdd: (files: File[]) => void;
  onClear: () => void;
}) {
  const t = useTranslations("batchBuilder.lists");
  const folder = useRef<HTMLInputElement>(null);
  const { getRootProps, getInputProps, inputRef, isDragActive, open } = useDropzone({
    onDrop: (dropped) => {
      onAdd(dropped);
      // The same files may be chosen again after a correction: only an emptied input tells of it.
      if (inputRef.current) inputRef.current.value = "";
    },
    noClick: true,
    noKeyboard: true,
  });
  const rest = files.length - NAMES_SHOWN;
  return (
    <div
      {...getRootProps({ role: "group", "aria-label": t("filesOf", { column: label }) })}
      className={cn(
        "flex flex-col gap-2 rounded-md border border-dashed p-3 text-sm",
        isDragActive ? "border-primary bg-primary-soft" : "border-input",
      )}
    >
      <input {...getInputProps({ "aria-label": t("filesOf", { column: label }) })} />
      <FolderInput inputRef={folder} label={t("folderOf", { column: label })} onFiles={onAdd} />
      {files.length > 0 && (
        <p className="text-xs [overflow-wrap:anywhere]">
          {files
            .slice(0, NAMES_SHOWN)
            .map(({ name }) => name)
            .join(", ")}
          {rest > 0 && ` ${t("moreFiles", { count: rest })}`}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-1.5">
        <Button size="sm" variant="outline" onClick={open}>
          <Upload aria-hidden />
          {t("chooseFiles")}
        </Button>
        <Button size="sm" variant="outline" onClick={() => folder.current?.click()}>
          <FolderUp aria-hidden />
          {t("chooseFolder")}
        </Button>
        {files.length > 0 && (
          <Button size="sm" variant="ghost" onClick={onClear}>
            {t("clearFiles")}
          </Button>
        )}
        <span className="text-muted-foreground text-xs max-sm:hidden">{t("dropHint")}</span>
      </div>
    </div>
  );
}
