"use client";

import { FileIcon } from "lucide-react";
import { useState } from "react";
import { cn } from "@/lib/utils";
import { previewKind } from "./preview-kind";

/** A file as the browser can show it; a plain mark where it cannot. `className` says how large, and how it fills that. */
export function FilePreview({
  url,
  fileName,
  alt,
  className = "max-h-64 bg-surface object-contain",
}: {
  url: string;
  fileName: string;
  alt: string;
  className?: string;
}) {
  // A format this browser cannot decode gets the plain mark, not a broken picture.
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const kind = unreadable === url ? null : previewKind(fileName);
  const giveUp = () => setUnreadable(url);
  const frame = cn("max-w-full rounded-md border", className);
  if (kind === "image") {
    // biome-ignore lint/performance/noImgElement: a private file of this server; the image optimizer has no session
    return <img src={url} alt={alt} className={frame} onError={giveUp} />;
  }
  if (kind === "video") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: people's own inputs and results come without captions
      <video src={url} controls preload="metadata" aria-label={alt} className={frame} onError={giveUp} />
    );
  }
  if (kind === "audio") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: people's own inputs and results come without captions
      <audio
        src={url}
        controls
        preload="metadata"
        aria-label={alt}
        className="w-full max-w-md"
        onError={giveUp}
      />
    );
  }
  return (
    <span className="flex size-14 items-center justify-center rounded-md border bg-surface text-muted-foreground">
      <FileIcon aria-hidden className="size-5" />
    </span>
  );
}
