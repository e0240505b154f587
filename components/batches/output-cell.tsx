"use client";

import { AudioLines, CircleAlert, FileIcon, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { FirstFrame } from "@/components/media/first-frame";
import { previewKind } from "@/components/media/preview-kind";
import { Thumbnail } from "@/components/media/thumbnail";
import { outputFailureOf } from "@/components/task/output-failure";
import { RetryOutputs } from "@/components/task/retry-outputs";
import { Skeleton } from "@/components/ui/skeleton";
import { Hint } from "@/components/ui/tooltip";
import type { OutputView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";

const TILE = "size-20 rounded-md border bg-surface";

/** One result, small; a press shows it as large as the window allows. */
export function OutputCell({
  output,
  label,
  onOpen,
}: {
  output: OutputView;
  /** Accessible name of the way in. */
  label: string;
  onOpen: () => void;
}) {
  const t = useTranslations("batches.matrix");
  if (output.text === null && output.state === "PENDING")
    return <Skeleton role="img" aria-label={t("pending")} className="size-20" />;
  if (output.text === null && output.state === "FAILED") return <Lost output={output} />;
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onOpen}
      className={cn(
        TILE,
        "focus-ring relative flex cursor-zoom-in items-center justify-center overflow-hidden",
      )}
    >
      <Preview output={output} />
    </button>
  );
}

/** A result that could not be kept: why, and the way to fetch it again. */
function Lost({ output }: { output: OutputView }) {
  const t = useTranslations("batches.matrix");
  const why = useTranslations("task.outputs.failures");
  return (
    <div className={cn(TILE, "flex flex-col items-center justify-center gap-1.5")}>
      <Hint text={why(outputFailureOf(output))}>
        <span
          role="img"
          aria-label={t("failed")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must reach why it is not here
          tabIndex={0}
          className="focus-ring rounded-sm text-status-failed"
        >
          <CircleAlert aria-hidden className="size-5" />
        </span>
      </Hint>
      <RetryOutputs outputs={[output]} isSmall />
    </div>
  );
}

function Preview({ output }: { output: OutputView }) {
  if (output.text !== null) {
    return (
      <span className="line-clamp-5 p-1.5 text-left text-[11px] leading-3.5 [overflow-wrap:anywhere]">
        {output.text}
      </span>
    );
  }
  const kind = previewKind(`result.${output.fileType}`);
  if (kind === "image") {
    return <Thumbnail url={output.url} className="size-full" />;
  }
  if (kind === "video") {
    const film = <FirstFrame url={output.url} className="size-full object-cover" />;
    const fallback = output.state === "REMOVED" ? <FileIcon aria-hidden className="size-6" /> : film;
    return (
      <>
        <Thumbnail url={output.url} className="size-full" fallback={fallback} />
        <span className="absolute flex size-7 items-center justify-center rounded-full bg-black/60 text-white">
          <Play aria-hidden className="size-3.5 fill-current" />
        </span>
      </>
    );
  }
  const Icon = kind === "audio" ? AudioLines : FileIcon;
  return (
    <span className="flex flex-col items-center gap-1 text-muted-foreground text-xs">
      <Icon aria-hidden className="size-6" />
      {output.fileType.toUpperCase()}
    </span>
  );
}
