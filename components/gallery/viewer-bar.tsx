"use client";

import { ChevronLeft, ChevronRight, Download, Info, type LucideIcon, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { DialogTitle } from "@/components/ui/dialog";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { MarkButtons } from "./mark-buttons";
import { TagMenu } from "./tag-menu";
import type { MarksState } from "./use-marks";

interface ViewerBarProps {
  readonly item: GalleryItem;
  /** From 1; 0 = it has left the page. */
  readonly place: number;
  readonly total: number;
  readonly marks: MarksState;
  readonly scale: number;
  readonly infoShown: boolean;
  /** Null: nothing lies that way. */
  readonly onStep: (step: 1 | -1) => void;
  readonly canStep: (step: 1 | -1) => boolean;
  readonly onZoom: (step: 1 | -1) => void;
  readonly onInfo: () => void;
}

/** Above a result: what it is, where one is, and what can be done. Each has a key as well. */
export function ViewerBar(props: ViewerBarProps) {
  const { item, place, total, marks, scale, infoShown, onStep, canStep, onZoom, onInfo } = props;
  const t = useTranslations("gallery.viewer");
  const mayAct = useMayAct();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b py-2 pr-14 pl-3 max-sm:pr-3">
      <DialogTitle className="min-w-0 max-w-[70%] truncate text-sm">{item.task.workflowName}</DialogTitle>
      <span className="text-muted-foreground text-xs tabular-nums" aria-live="polite">
        {place > 0 && t("place", { place, total })}
      </span>
      <span className="flex flex-wrap items-center gap-1 max-sm:w-full max-sm:justify-between md:ml-auto">
        <BarButton icon={ChevronLeft} words={t("previous")} off={!canStep(-1)} onPress={() => onStep(-1)} />
        <BarButton icon={ChevronRight} words={t("next")} off={!canStep(1)} onPress={() => onStep(1)} />
        {item.type === "image" && (
          // On a phone two fingers or a double tap do it, and the buttons stay in one line.
          <span className="flex items-center gap-1 max-sm:hidden">
            <BarButton icon={ZoomOut} words={t("zoomOut")} off={scale <= 1} onPress={() => onZoom(-1)} />
            <span className="w-11 text-center text-xs tabular-nums max-md:hidden">
              {t("scale", { percent: Math.round(scale * 100) })}
            </span>
            <BarButton icon={ZoomIn} words={t("zoomIn")} off={false} onPress={() => onZoom(1)} />
          </span>
        )}
        <span aria-hidden className="mx-1 h-5 border-l max-sm:hidden" />
        {mayAct && (
          <>
            <MarkButtons items={[item]} marks={marks} />
            <TagMenu items={[item]} marks={marks} />
          </>
        )}
        <Button asChild variant="outline" size="icon-sm" className="max-md:size-10">
          <a href={`${item.url}?download=1`} download aria-label={t("download")} title={t("download")}>
            <Download aria-hidden />
          </a>
        </Button>
        <Button
          variant={infoShown ? "secondary" : "outline"}
          size="icon-sm"
          aria-pressed={infoShown}
          aria-label={t("info")}
          title={t("info")}
          className="max-md:size-10"
          onClick={onInfo}
        >
          <Info aria-hidden />
        </Button>
      </span>
    </div>
  );
}

function BarButton({
  icon: Icon,
  words,
  off,
  onPress,
}: {
  icon: LucideIcon;
  words: string;
  off: boolean;
  onPress: () => void;
}) {
  return (
    <Button
      variant="outline"
      size="icon-sm"
      aria-label={words}
      // No tooltip: it would take the Escape key that is meant for the dialog.
      title={words}
      // Not disabled: the focus would be lost at the last one.
      aria-disabled={off}
      className="max-md:size-10"
      onClick={() => !off && onPress()}
    >
      <Icon aria-hidden />
    </Button>
  );
}
