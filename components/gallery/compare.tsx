"use client";

import { Pause, Play, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { cn } from "@/lib/utils";
import { FITTED, ZOOM_STEP, type ZoomView, zoomed } from "@/lib/zoom";
import { ComparePane } from "./compare-pane";
import { CompareTable } from "./compare-table";
import type { MarksState } from "./use-marks";

const ZOOMS: Readonly<Record<string, number>> = {
  "+": ZOOM_STEP,
  "=": ZOOM_STEP,
  "-": 1 / ZOOM_STEP,
  "0": 0,
};

/** Two to four results side by side: enlarged and moved in step, films played in step, what differs in their parameters below. */
export function Compare({
  items,
  marks,
  onClose,
}: {
  items: readonly GalleryItem[];
  marks: MarksState;
  onClose: () => void;
}) {
  const t = useTranslations("gallery.compare");
  const viewer = useTranslations("gallery.viewer");
  const [view, setView] = useState<ZoomView>(FITTED);
  const [playing, setPlaying] = useState(false);
  const films = useRef(new Map<string, HTMLVideoElement>());
  const tasks = trpc.useQueries((ask) => items.map(({ task }) => ask.tasks.get({ id: task.id })));
  const zoom = (factor: number) => setView((before) => zoomed(before, factor));
  const onKeyDown = (event: KeyboardEvent) => {
    const factor = ZOOMS[event.key];
    const isOurs = event.target instanceof HTMLElement && event.target.closest("video, audio") === null;
    if (factor === undefined || !isOurs || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    zoom(factor);
  };
  const play = () => {
    for (const film of films.current.values()) {
      film.currentTime = playing ? film.currentTime : 0;
      if (playing) film.pause();
      else void film.play();
    }
    setPlaying(!playing);
  };
  const hasPictures = items.some(({ type }) => type === "image");
  const hasFilms = items.some(({ type }) => type === "video");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        onKeyDown={onKeyDown}
        className="h-dvh max-h-dvh w-screen max-w-none gap-0 overflow-hidden rounded-none border-0 p-0 [&>[data-slot=dialog-close]]:top-2.5"
      >
        <div className="flex flex-wrap items-center gap-2 border-b py-2 pr-14 pl-3">
          <DialogTitle className="mr-auto text-sm">{t("title", { count: items.length })}</DialogTitle>
          <DialogDescription className="sr-only">{t("about")}</DialogDescription>
          {hasFilms && (
            <Button variant="outline" size="sm" className="max-md:h-10" onClick={play}>
              {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
              {t(playing ? "pause" : "play")}
            </Button>
          )}
          {hasPictures && (
            <>
              <Button
                variant="outline"
                size="icon-sm"
                aria-label={viewer("zoomOut")}
                title={viewer("zoomOut")}
                aria-disabled={view.scale <= 1}
                className="max-md:size-10"
                onClick={() => zoom(1 / ZOOM_STEP)}
              >
                <ZoomOut aria-hidden />
              </Button>
              <Button
                variant="outline"
                size="icon-sm"
                aria-label={viewer("zoomIn")}
                title={viewer("zoomIn")}
                className="max-md:size-10"
                onClick={() => zoom(ZOOM_STEP)}
              >
                <ZoomIn aria-hidden />
              </Button>
            </>
          )}
        </div>
        <ul
          aria-label={t("results")}
          className={cn(
            "grid min-h-0 flex-[3] auto-rows-fr grid-cols-2 gap-px bg-border",
            items.length === 3 && "lg:grid-cols-3",
            items.length === 4 && "lg:grid-cols-4",
          )}
        >
          {items.map((item, index) => (
            <ComparePane
              key={item.id}
              item={item}
              number={index + 1}
              marks={marks}
              view={view}
              onZoom={setView}
              onFilm={(film) => {
                if (film === null) films.current.delete(item.id);
                else films.current.set(item.id, film);
              }}
            />
          ))}
        </ul>
        <CompareTable
          inputs={tasks.map(({ data }) => data?.nodeInfoList ?? null)}
          workflowIds={items.map(({ task }) => task.workflowId)}
        />
      </DialogContent>
    </Dialog>
  );
}
