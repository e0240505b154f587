"use client";

import { AudioLines, CircleAlert, File, FileText, Film, ImageIcon, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { type PreviewKind, previewKind } from "@/components/media/preview-kind";
import { Skeleton } from "@/components/ui/skeleton";
import type { OutputView, TaskView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";

const ICONS: Record<PreviewKind, LucideIcon> = { image: ImageIcon, video: Film, audio: AudioLines };

function kindOf({ fileType }: OutputView): PreviewKind | null {
  return previewKind(`result.${fileType}`);
}

function iconOf(output: OutputView): LucideIcon {
  if (output.text !== null) return FileText;
  if (output.state === "FAILED") return CircleAlert;
  const kind = kindOf(output);
  return kind === null ? File : ICONS[kind];
}

/** The first picture, else whatever came first. */
function shownOf({ outputs }: TaskView): OutputView | undefined {
  return outputs.find((output) => output.text === null && kindOf(output) === "image") ?? outputs[0];
}

/** What came out, in one small square; its place is kept before there is anything, so that nothing moves. */
export function ResultThumb({ task, className }: { task: TaskView; className?: string }) {
  const output = shownOf(task);
  const tile = cn(
    "flex shrink-0 items-center justify-center overflow-hidden rounded-md bg-foreground/3 text-muted-foreground",
    className,
  );
  if (output === undefined) return <span aria-hidden className={tile} />;
  if (output.text === null && output.state === "PENDING") return <Skeleton className={tile} />;
  return (
    <span aria-hidden data-thumb={output.id} className={tile}>
      <Picture key={output.id} output={output} />
    </span>
  );
}

function Picture({ output }: { output: OutputView }) {
  const [missing, setMissing] = useState(false);
  const Icon = iconOf(output);
  // Of one that was removed the small picture stays.
  const isKept = output.state === "STORED" || output.state === "REMOVED";
  const isPicture = isKept && output.text === null && kindOf(output) === "image";
  if (missing || !isPicture) return <Icon className="size-4" />;
  return (
    // biome-ignore lint/performance/noImgElement: a private file of this server; the image optimizer has no session
    <img
      // Of a picture in the server's HTML the error may have come before anybody listened.
      ref={(picture) => {
        if (picture?.complete && picture.naturalWidth === 0) setMissing(true);
      }}
      src={`/api/outputs/${output.id}/thumbnail`}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setMissing(true)}
      className="size-full object-cover"
    />
  );
}
