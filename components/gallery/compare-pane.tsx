"use client";

import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import type { GalleryItem } from "@/lib/gallery-schemas";
import type { ZoomView } from "@/lib/zoom";
import { MarkButtons } from "./mark-buttons";
import { ResultStage } from "./result-stage";
import type { MarksState } from "./use-marks";

/** One of the results that are compared, with its number and its marks. */
export function ComparePane({
  item,
  number,
  marks,
  view,
  onZoom,
  onFilm,
}: {
  item: GalleryItem;
  number: number;
  marks: MarksState;
  view: ZoomView;
  onZoom: (change: (before: ZoomView) => ZoomView) => void;
  onFilm: (film: HTMLVideoElement | null) => void;
}) {
  const t = useTranslations("gallery.compare");
  const mayAct = useMayAct();
  const name = item.task.workflowName;
  return (
    <li className="flex min-h-0 min-w-0 flex-col bg-popover">
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-hidden bg-surface">
        <ResultStage
          item={item}
          alt={t("alt", { number, name })}
          view={view}
          onZoom={onZoom}
          videoRef={onFilm}
        />
      </div>
      <div className="flex flex-wrap items-center gap-1.5 p-1.5 pl-3 text-[13px]">
        <span className="min-w-0 flex-1 truncate max-sm:basis-full">
          <span className="font-medium tabular-nums">{number}</span> {name}
        </span>
        {mayAct && <MarkButtons items={[item]} marks={marks} />}
      </div>
    </li>
  );
}
