"use client";

import { useTranslations } from "next-intl";
import { FilePreview } from "@/components/media/file-preview";
import { fileSizeText } from "@/components/media/file-size";
import { Button } from "@/components/ui/button";
import type { GivenFile } from "@/lib/field-value";

/** A file the server has, ready to be used by the task. */
export function GivenFileView({
  file,
  localUrl,
  disabled,
  onReplace,
  onRemove,
}: {
  file: GivenFile;
  /** The picture as this browser has it; null for a file of an earlier task. */
  localUrl: string | null;
  disabled: boolean;
  onReplace: () => void;
  onRemove: () => void;
}) {
  const t = useTranslations("newTask.file");
  return (
    <div className="flex flex-wrap items-end gap-3">
      <FilePreview
        url={localUrl ?? `/api/uploads/${file.id}`}
        fileName={file.fileName}
        alt={t("preview", { name: file.fileName })}
      />
      <div className="min-w-0 flex-1 basis-40">
        <p className="text-sm [overflow-wrap:anywhere]">{file.fileName}</p>
        {file.size !== null && (
          <p className="text-muted-foreground text-xs tabular-nums">{fileSizeText(file.size)}</p>
        )}
        <div className="mt-1.5 flex gap-1.5">
          <Button size="sm" variant="outline" disabled={disabled} onClick={onReplace}>
            {t("replace")}
          </Button>
          <Button size="sm" variant="ghost" disabled={disabled} onClick={onRemove}>
            {t("remove")}
          </Button>
        </div>
      </div>
      <p role="status" className="sr-only">
        {t("done", { name: file.fileName })}
      </p>
    </div>
  );
}
