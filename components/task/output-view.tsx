"use client";

import { Download, FileIcon, Maximize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { FilePreview } from "@/components/media/file-preview";
import { fileSizeText } from "@/components/media/file-size";
import { previewKind } from "@/components/media/preview-kind";
import { UseAsInput } from "@/components/reuse/use-as-input";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { OutputView as Output } from "@/lib/task-schemas";
import { OutputFailure } from "./output-failure";
import { OutputRemoved } from "./output-removed";

interface Props {
  output: Output;
  /** Its place among the task's results, from 1. */
  number: number;
  /** Shows it as large as the window, beside what it was made from. */
  onOpen: (id: string) => void;
}

/** One result: as much of it as a browser can show, and the way to keep it. */
export function OutputView({ output, number, onOpen }: Props) {
  const t = useTranslations("task.outputs");
  const facts = [
    output.fileType.toUpperCase(),
    output.size !== null && fileSizeText(output.size),
    output.nodeId !== null && t("node", { node: output.nodeId }),
  ].filter((part) => part !== false);
  return (
    <li className="flex min-w-0 flex-col gap-2">
      <Preview output={output} number={number} onOpen={onOpen} />
      <div className="mt-auto flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 text-muted-foreground text-xs tabular-nums [overflow-wrap:anywhere]">
          {facts.join(" · ")}
        </p>
        <div className="flex shrink-0 flex-wrap items-center justify-end gap-1">
          {output.text !== null && (
            <CopyButton text={output.text} variant="outline" size="sm">
              {t("copyText")}
            </CopyButton>
          )}
          <UseAsInput output={output} />
          {output.state === "STORED" && previewKind(`result.${output.fileType}`) !== "image" && (
            <Button
              variant="outline"
              size="icon-sm"
              aria-label={t("open", { number })}
              title={t("open", { number })}
              onClick={() => onOpen(output.id)}
            >
              <Maximize2 aria-hidden />
            </Button>
          )}
          {output.state === "STORED" && (
            <Button asChild variant="outline" size="sm">
              <a href={`${output.url}?download=1`} download aria-label={t("downloadOf", { number })}>
                <Download aria-hidden />
                {t("download")}
              </a>
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function Preview({ output, number, onOpen }: Props) {
  const t = useTranslations("task.outputs");
  if (output.text !== null) {
    return (
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={t("text", { number })}
        className="focus-ring max-h-80 overflow-y-auto whitespace-pre-wrap rounded-md border bg-surface p-3 text-sm [overflow-wrap:anywhere]"
      >
        {output.text}
      </section>
    );
  }
  if (output.state === "PENDING") {
    return (
      <div role="status">
        <Skeleton className="h-48" />
        <p className="mt-2 text-muted-foreground text-sm">{t("pending")}</p>
      </div>
    );
  }
  if (output.state === "FAILED") return <OutputFailure output={output} />;
  if (output.state === "REMOVED") return <OutputRemoved output={output} />;
  const fileName = `result.${output.fileType}`;
  const kind = previewKind(fileName);
  if (kind === "image") return <Picture output={output} number={number} onOpen={onOpen} />;
  if (kind === null) {
    return (
      <div className="flex h-32 flex-col items-center justify-center gap-2 rounded-md border bg-surface text-muted-foreground text-sm">
        <FileIcon aria-hidden className="size-6" />
        {t("noPreview")}
      </div>
    );
  }
  return (
    <FilePreview
      url={output.url}
      fileName={fileName}
      alt={t("result", { number })}
      className="max-h-[28rem] w-full bg-black object-contain"
    />
  );
}

/** A picture in the page; a press shows it as large as the window. */
function Picture({ output, number, onOpen }: Props) {
  const t = useTranslations("task.outputs");
  return (
    <button
      type="button"
      aria-label={t("open", { number })}
      onClick={() => onOpen(output.id)}
      className="focus-ring flex max-h-[28rem] cursor-zoom-in justify-center overflow-hidden rounded-md border bg-surface"
    >
      {/* biome-ignore lint/performance/noImgElement: a private file of this server; the image optimizer has no session */}
      <img src={output.url} alt={t("result", { number })} className="min-h-24 max-w-full object-contain" />
    </button>
  );
}
