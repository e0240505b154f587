"use client";

import { useTranslations } from "next-intl";
import { FilePreview } from "@/components/media/file-preview";
import { fileSizeText } from "@/components/media/file-size";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";

/** One upload under way, with the bytes sent. Readers hear it start and finish, not every step. */
export function UploadProgress({
  file,
  sentBytes,
  previewUrl,
  onCancel,
}: {
  file: File;
  sentBytes: number;
  previewUrl: string | null;
  onCancel: () => void;
}) {
  const t = useTranslations("newTask.file");
  const percent = Math.floor((sentBytes / file.size) * 100);
  const facts = { sent: fileSizeText(sentBytes), total: fileSizeText(file.size), percent };
  const title = t("sending", { name: file.name });
  return (
    <div className="flex items-center gap-3">
      {previewUrl !== null && (
        <FilePreview
          url={previewUrl}
          fileName={file.name}
          alt=""
          className="size-14 shrink-0 bg-surface object-cover opacity-60"
        />
      )}
      <div className="min-w-0 flex-1">
        <p role="status" className="truncate text-sm">
          {title}
        </p>
        <Progress value={percent} aria-label={title} className="my-1.5" />
        <p className="text-muted-foreground text-xs tabular-nums">{t("progress", facts)}</p>
      </div>
      <Button size="sm" variant="ghost" onClick={onCancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}
