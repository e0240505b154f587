"use client";

import { ImageIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/lib/utils";

/**
 * The small picture of a kept picture, cut to the square it is given; a plain mark where the server has none.
 * @param url of the file itself: `/api/outputs/{id}` or `/api/uploads/{id}`
 */
export function Thumbnail({
  url,
  alt = "",
  className,
  fallback = <ImageIcon aria-hidden className="size-5 text-muted-foreground" />,
}: {
  url: string;
  /** Empty where the words beside it say what it is. */
  alt?: string;
  className?: string;
  fallback?: ReactNode;
}) {
  const [missing, setMissing] = useState<string | null>(null);
  if (missing === url) {
    return (
      <span
        className={cn("flex items-center justify-center", className)}
        {...(alt !== "" && { role: "img", "aria-label": alt })}
      >
        {fallback}
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: a private file of this server; the image optimizer has no session
    <img
      src={`${url}/thumbnail`}
      alt={alt}
      loading="lazy"
      decoding="async"
      className={cn("object-cover", className)}
      onError={() => setMissing(url)}
    />
  );
}
