"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { Dialog, DialogContent, DialogDescription } from "@/components/ui/dialog";
import { useLast } from "@/components/use-last";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { deedWish, MARK_KEYS } from "@/lib/marks";
import { FITTED, ZOOM_STEP, type ZoomView, zoomed } from "@/lib/zoom";
import { ResultStage } from "./result-stage";
import type { MarksState } from "./use-marks";
import { useTaskOfResult } from "./use-task-inputs";
import { ViewerBar } from "./viewer-bar";
import { ViewerFacts } from "./viewer-facts";

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };
const ZOOMS: Readonly<Record<string, 1 | -1>> = { "+": 1, "=": 1, "-": -1 };

interface ViewerProps {
  readonly items: readonly GalleryItem[];
  readonly openId: string;
  readonly marks: MarksState;
  readonly onMove: (id: string) => void;
  readonly onClose: () => void;
  /** Beyond the last and before the first of the items; null: nothing is there. */
  readonly onOlder?: (() => void) | null;
  readonly onNewer?: (() => void) | null;
  /** What has the focus afterwards: the place one has got to, not the one where one began. */
  readonly returnTo?: (id: string) => HTMLElement | null;
}

/** One result as large as the window; arrow keys or a finger go on from it, F, K and R mark it, plus and minus enlarge it. */
export function Viewer(props: ViewerProps) {
  const { items, openId, marks, onMove, onClose, onOlder = null, onNewer = null, returnTo } = props;
  const t = useTranslations("gallery.viewer");
  const mayAct = useMayAct();
  const at = items.findIndex(({ id }) => id === openId);
  // One that has left the page meanwhile stays in sight.
  const item = useLast(items[at] ?? null);
  const [view, setView] = useState<ZoomView>(FITTED);
  const [infoShown, setInfoShown] = useState(() => window.matchMedia("(width >= 48rem)").matches);
  const { data: task } = useTaskOfResult(item?.task.id ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: each result begins as it fits
  useEffect(() => setView(FITTED), [openId]);
  if (item === null) return null;

  const wayOf = (step: 1 | -1): (() => void) | null => {
    const next = items[at + step];
    if (next !== undefined) return () => onMove(next.id);
    return step === 1 ? onOlder : onNewer;
  };
  const zoom = (step: 1 | -1) => setView((before) => zoomed(before, ZOOM_STEP ** step));
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, target, currentTarget } = event;
    const isOurs = target instanceof HTMLElement && currentTarget.contains(target);
    // A player needs its own keys, and so does a field or a dialog on top of this one.
    if (!isOurs || event.ctrlKey || event.metaKey || event.altKey || target.closest("video, audio, input"))
      return;
    const step = STEPS[key];
    const zoomStep = ZOOMS[key];
    const deed = MARK_KEYS[key.toLowerCase()];
    if (step !== undefined) wayOf(step)?.();
    else if (zoomStep !== undefined) zoom(zoomStep);
    else if (key === "0") setView(FITTED);
    else if (key.toLowerCase() === "i") setInfoShown((before) => !before);
    else if (deed !== undefined && mayAct) void marks.mark([item], deedWish([marks.marksOf(item)], deed));
    else return;
    event.preventDefault();
  };
  const name = item.task.workflowName;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        onKeyDown={onKeyDown}
        // The undo of a mark is outside.
        onInteractOutside={(event) => {
          if (event.target instanceof Element && event.target.closest("[data-sonner-toaster]"))
            event.preventDefault();
        }}
        {...(returnTo !== undefined && {
          onCloseAutoFocus: (event: Event) => {
            const place = returnTo(openId);
            if (place === null) return;
            event.preventDefault();
            place.focus();
          },
        })}
        className="h-dvh max-h-dvh w-screen max-w-none gap-0 overflow-hidden rounded-none border-0 p-0 [&>[data-slot=dialog-close]]:top-2.5"
      >
        <ViewerBar
          item={item}
          place={at + 1}
          total={items.length}
          marks={marks}
          scale={view.scale}
          infoShown={infoShown}
          onStep={(step) => wayOf(step)?.()}
          canStep={(step) => wayOf(step) !== null}
          onZoom={zoom}
          onInfo={() => setInfoShown((before) => !before)}
        />
        <DialogDescription className="sr-only">{t("about")}</DialogDescription>
        <div className="flex min-h-0 flex-1 flex-col md:flex-row">
          <div className="flex min-h-0 min-w-0 flex-1 items-center justify-center bg-surface">
            <ResultStage
              key={item.id}
              item={item}
              alt={t("alt", { name })}
              view={view}
              onZoom={setView}
              onSwipe={(step) => wayOf(step)?.()}
              text={task?.outputs.find(({ id }) => id === item.id)?.text ?? undefined}
            />
          </div>
          {infoShown && <ViewerFacts item={item} marks={marks.marksOf(item)} />}
        </div>
      </DialogContent>
    </Dialog>
  );
}
