"use client";

import { Columns2, FolderDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { archiveAddress } from "@/lib/gallery-address";
import { MAX_COMPARED } from "@/lib/parameter-difference";
import { MarkButtons } from "./mark-buttons";
import { TagMenu } from "./tag-menu";
import type { MarksState } from "./use-marks";
import type { usePicked } from "./use-picked";

/** Slides over the foot of the grid while something is selected, with what can be done to all of it. */
export function PickedBar({
  picked,
  marks,
  onCompare,
}: {
  picked: ReturnType<typeof usePicked>;
  marks: MarksState;
  onCompare: () => void;
}) {
  const t = useTranslations("gallery.picked");
  const mayAct = useMayAct();
  const items = [...picked.items.values()];
  if (items.length === 0) return null;
  const canCompare = items.length >= 2 && items.length <= MAX_COMPARED;
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-20 flex justify-center px-3 md:bottom-4 md:left-(--sidebar-width)">
      <div
        role="toolbar"
        aria-label={t("label")}
        className="fade-in-0 slide-in-from-bottom-3 pointer-events-auto flex max-w-full animate-in flex-wrap items-center gap-x-2 gap-y-1.5 rounded-xl border border-border-strong bg-popover p-2 pl-3.5 shadow-xl duration-150"
      >
        <span className="whitespace-nowrap font-medium text-[13px] tabular-nums" aria-live="polite">
          {t("count", { count: items.length })}
        </span>
        <span className="ml-auto flex flex-wrap items-center gap-1.5 md:ml-4">
          {mayAct && (
            <>
              <MarkButtons items={items} marks={marks} />
              <TagMenu items={items} marks={marks} />
            </>
          )}
          <Button
            size="sm"
            variant="outline"
            disabled={!canCompare}
            title={canCompare ? undefined : t("compareHint")}
            onClick={onCompare}
          >
            <Columns2 aria-hidden />
            {t("compare")}
          </Button>
          <Button asChild size="sm">
            <a href={archiveAddress({ ids: items.map(({ id }) => id) })} download>
              <FolderDown aria-hidden />
              {t("download")}
            </a>
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("clear")}
            className="max-sm:ml-auto"
            onClick={picked.clear}
          >
            <X aria-hidden />
          </Button>
        </span>
      </div>
    </div>
  );
}
