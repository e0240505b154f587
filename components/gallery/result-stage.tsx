"use client";

import { FileIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { FilePreview } from "@/components/media/file-preview";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { cn } from "@/lib/utils";
import type { ZoomView } from "@/lib/zoom";
import { useZoom } from "./use-zoom";

interface StageProps {
  readonly item: GalleryItem;
  readonly alt: string;
  readonly view: ZoomView;
  readonly onZoom: (change: (before: ZoomView) => ZoomView) => void;
  readonly onSwipe?: (step: 1 | -1) => void;
  /** Of a text result the whole, where it is known; an item has the beginning. */
  readonly text?: string | undefined;
  readonly videoRef?: Ref<HTMLVideoElement>;
}

/** A result as large as there is room. Pictures can be enlarged and moved. */
export function ResultStage({ item, alt, view, onZoom, onSwipe, text, videoRef }: StageProps) {
  const t = useTranslations("task.outputs");
  if (item.text !== null) {
    return (
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={alt}
        className="focus-ring-inset size-full overflow-y-auto whitespace-pre-wrap p-4 text-sm [overflow-wrap:anywhere] md:p-8"
      >
        {text ?? item.text}
      </section>
    );
  }
  switch (item.type) {
    case "image":
      return <Picture item={item} alt={alt} view={view} onZoom={onZoom} onSwipe={onSwipe} />;
    case "video":
      return (
        // biome-ignore lint/a11y/useMediaCaption: people's own results come without captions
        <video
          ref={videoRef}
          src={item.url}
          controls
          loop
          playsInline
          preload="metadata"
          aria-label={alt}
          className="size-full object-contain"
        />
      );
    case "audio":
      return <FilePreview url={item.url} fileName={`result.${item.fileType}`} alt={alt} />;
    case "other":
      return (
        <div className="flex flex-col items-center gap-2 text-muted-foreground text-sm">
          <FileIcon aria-hidden className="size-8" />
          {t("noPreview")}
        </div>
      );
  }
}

function Picture({ item, alt, view, onZoom, onSwipe }: Omit<StageProps, "text" | "videoRef">) {
  const handlers = useZoom({ view, onChange: onZoom, ...(onSwipe !== undefined && { onSwipe }) });
  return (
    <div
      {...handlers}
      className={cn(
        "flex size-full touch-none select-none items-center justify-center overflow-hidden",
        view.scale > 1 ? "cursor-grab active:cursor-grabbing" : "cursor-zoom-in",
      )}
    >
      {/* biome-ignore lint/performance/noImgElement: a private file of this server; the image optimizer has no session */}
      <img
        src={item.url}
        alt={alt}
        draggable={false}
        data-scale={view.scale.toFixed(2)}
        style={{
          transform: `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.scale})`,
        }}
        className="size-full object-contain"
      />
    </div>
  );
}
