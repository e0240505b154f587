"use client";

import { useMayAct } from "@/components/shell/actor-context";

/** Larger than the server keeps, for a clean reduction. */
const SIDE_PIXELS = 480;
/** A poster was made of these, or could not be: once a page is enough. */
const tried = new Set<string>();

/** The first frame of a film that has no small picture yet. Whoever may hands it in, so that nobody loads the film for it again. */
export function FirstFrame({ url, className }: { url: string; className?: string }) {
  const mayAct = useMayAct();
  return (
    <video
      src={url}
      preload="metadata"
      muted
      playsInline
      tabIndex={-1}
      className={className}
      onLoadedData={({ currentTarget }) => {
        if (!mayAct || tried.has(url)) return;
        tried.add(url);
        void handIn(url, currentTarget);
      }}
    />
  );
}

/** A kindness to later visitors: when it fails, the film itself is shown as before. */
async function handIn(url: string, film: HTMLVideoElement): Promise<void> {
  const frame = await frameOf(film);
  if (frame === null) return;
  await fetch(`${url}/poster`, { method: "PUT", body: frame, headers: { "content-type": frame.type } }).catch(
    () => undefined,
  );
}

function frameOf(film: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = film;
  const scale = Math.min(1, SIDE_PIXELS / Math.min(videoWidth, videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  canvas.getContext("2d")?.drawImage(film, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
}
