"use client";

import { Check, Star, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { GalleryItem, Marks } from "@/lib/gallery-schemas";
import { cn } from "@/lib/utils";
import { TilePreview } from "./tile-preview";

interface TileProps {
  readonly item: GalleryItem;
  readonly marks: Marks;
  readonly picked: boolean;
  /** The tile that the Tab key comes to; the arrow keys go on from it. */
  readonly reachable: boolean;
  readonly onOpen: (item: GalleryItem) => void;
  readonly onPick: (item: GalleryItem, range: boolean) => void;
}

/** One result of the grid. Its place is kept before its picture has come. */
export const Tile = memo(function Tile({ item, marks, picked, reachable, onOpen, onPick }: TileProps) {
  const t = useTranslations("gallery.tile");
  const format = useFormatter();
  const { workflowName, batchRow } = item.task;
  const name = batchRow === null ? workflowName : t("row", { name: workflowName, row: batchRow + 1 });
  const when = format.dateTime(new Date(item.createdAt), { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className="group relative min-w-0" data-verdict={marks.verdict ?? undefined}>
      <button
        type="button"
        data-tile={item.id}
        tabIndex={reachable ? 0 : -1}
        aria-label={t("open", { name, type: t(`types.${item.type}`), when })}
        title={`${name}\n${when}`}
        onClick={() => onOpen(item)}
        className={cn(
          "focus-ring relative flex aspect-square w-full cursor-zoom-in items-center justify-center overflow-hidden rounded-lg border bg-surface",
          "group-data-[verdict=REJECTED]:opacity-35 group-data-[verdict=REJECTED]:grayscale",
          picked && "outline-2 outline-primary outline-offset-1",
        )}
      >
        <TilePreview item={item} />
      </button>
      <Checkbox
        checked={picked}
        tabIndex={reachable ? 0 : -1}
        aria-label={t("select", { name, when })}
        onClick={(event) => {
          event.preventDefault();
          onPick(item, event.shiftKey);
        }}
        className="absolute top-2.5 left-2.5 size-5 opacity-0 shadow-sm focus-visible:opacity-100 group-hover:opacity-100 data-[state=checked]:opacity-100 pointer-coarse:opacity-100"
      />
      <TileMarks marks={marks} />
      <p className="mt-1 flex items-center gap-1.5 px-0.5 text-xs leading-5">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {marks.tags.length > 0 && (
          <span className="max-w-1/2 shrink-0 truncate text-muted-foreground">
            {marks.tags.map((tag) => `#${tag}`).join(" ")}
          </span>
        )}
      </p>
    </li>
  );
});

function TileMarks({ marks: { favourite, verdict } }: { marks: Marks }) {
  const t = useTranslations("gallery.marks.is");
  if (!favourite && verdict === null) return null;
  return (
    <span className="pointer-events-none absolute top-2 right-2 flex gap-1 rounded-md bg-black/65 p-1 text-white">
      {favourite && <Star role="img" aria-label={t("favourite")} className="size-3.5 fill-current" />}
      {verdict === "KEPT" && <Check role="img" aria-label={t("kept")} className="size-3.5" />}
      {verdict === "REJECTED" && <X role="img" aria-label={t("rejected")} className="size-3.5" />}
    </span>
  );
}
