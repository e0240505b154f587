"use client";

import { FileIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { FilePreview } from "@/components/media/file-preview";
import { previewKind } from "@/components/media/preview-kind";
import { OutputFailure } from "@/components/task/output-failure";
import { OutputRemoved } from "@/components/task/output-removed";
import type { OutputView } from "@/lib/task-schemas";

/** A result at its full size, or as large as there is room. */
export function ViewerMedia({ output, alt }: { output: OutputView; alt: string }) {
  const t = useTranslations("task.outputs");
  if (output.text !== null) {
    return (
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={alt}
        className="focus-ring size-full overflow-y-auto whitespace-pre-wrap rounded-md border bg-surface p-4 text-sm [overflow-wrap:anywhere]"
      >
        {output.text}
      </section>
    );
  }
  if (output.state === "REMOVED") return <OutputRemoved output={output} />;
  if (output.state === "FAILED") return <OutputFailure output={output} />;
  const fileName = `result.${output.fileType}`;
  if (previewKind(fileName) === null) {
    return (
      <div className="flex flex-col items-center gap-2 text-muted-foreground text-sm">
        <FileIcon aria-hidden className="size-8" />
        {t("noPreview")}
      </div>
    );
  }
  return (
    <FilePreview
      url={output.url}
      fileName={fileName}
      alt={alt}
      className="max-h-full bg-surface object-contain"
    />
  );
}
