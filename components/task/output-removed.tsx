"use client";

import { Archive } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { previewKind } from "@/components/media/preview-kind";
import { Thumbnail } from "@/components/media/thumbnail";
import type { OutputView } from "@/lib/task-schemas";

/** That a result is gone by the rules of retention, since when, and what is left of it. */
export function OutputRemoved({ output }: { output: OutputView }) {
  const t = useTranslations("task.outputs");
  const format = useFormatter();
  const day =
    output.removedAt === null ? "" : format.dateTime(new Date(output.removedAt), { dateStyle: "medium" });
  return (
    <div className="flex items-start gap-3 rounded-md border bg-surface p-3 text-muted-foreground text-sm">
      {previewKind(`result.${output.fileType}`) === "image" ? (
        <Thumbnail url={output.url} className="size-20 shrink-0 rounded-md" />
      ) : (
        <Archive aria-hidden className="mt-0.5 size-4 shrink-0" />
      )}
      <p>{t("removed", { day })}</p>
    </div>
  );
}
