"use client";

import { AudioLines, File, FileText, Film, ImageIcon, type LucideIcon, Play } from "lucide-react";
import { useState } from "react";
import type { GalleryItem } from "@/lib/gallery-schemas";
import type { OutputType } from "@/lib/output-type";

const ICONS: Record<OutputType, LucideIcon> = {
  image: ImageIcon,
  video: Film,
  audio: AudioLines,
  other: File,
};

/** A result in a square: its small picture where the server has one, the beginning of a text, else what kind it is. */
export function TilePreview({ item }: { item: GalleryItem }) {
  const [missing, setMissing] = useState(false);
  if (item.text !== null) {
    return (
      <span className="line-clamp-9 size-full whitespace-pre-line p-3 text-left text-xs leading-4.5 [overflow-wrap:anywhere]">
        {item.text}
      </span>
    );
  }
  const hasPicture = (item.type === "image" || item.type === "video") && !missing;
  return (
    <>
      {hasPicture ? (
        // biome-ignore lint/performance/noImgElement: a private file of this server; the image optimizer has no session
        <img
          // Of a picture in the server's HTML the error may have come before anybody listened.
          ref={(picture) => {
            if (picture?.complete && picture.naturalWidth === 0) setMissing(true);
          }}
          src={`${item.url}/thumbnail?size=480`}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setMissing(true)}
          className="size-full object-cover"
        />
      ) : (
        <Kind item={item} />
      )}
      {item.type === "video" && hasPicture && (
        <span className="absolute flex size-9 items-center justify-center rounded-full bg-black/60 text-white">
          <Play aria-hidden className="size-4 fill-current" />
        </span>
      )}
    </>
  );
}

function Kind({ item }: { item: GalleryItem }) {
  const Icon = item.text === null ? ICONS[item.type] : FileText;
  return (
    <span className="flex flex-col items-center gap-1.5 text-muted-foreground text-xs">
      <Icon aria-hidden className="size-7" />
      {item.fileType.toUpperCase()}
    </span>
  );
}
