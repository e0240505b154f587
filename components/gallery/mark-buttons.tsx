"use client";

import { Check, type LucideIcon, Star, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { deedWish, isMarked, MARK_DEEDS, type MarkDeed } from "@/lib/marks";
import { cn } from "@/lib/utils";
import type { MarksState } from "./use-marks";

const ICONS: Record<MarkDeed, LucideIcon> = { favourite: Star, keep: Check, reject: X };

/** Favourite, keep, reject: pressed while all of the results have it; a press more takes it back. */
export function MarkButtons({ items, marks }: { items: readonly GalleryItem[]; marks: MarksState }) {
  const t = useTranslations("gallery.marks.deeds");
  const all = items.map(marks.marksOf);
  return MARK_DEEDS.map((deed) => {
    const Icon = ICONS[deed];
    const pressed = all.every((one) => isMarked(one, deed));
    return (
      <Button
        key={deed}
        variant={pressed ? "secondary" : "outline"}
        size="icon-sm"
        aria-pressed={pressed}
        aria-label={t(deed)}
        // No tooltip: it would take the Escape key that is meant for the viewer.
        title={t(`${deed}Hint`)}
        className={cn("max-md:size-10", pressed && "text-primary-text")}
        onClick={() => void marks.mark(items, deedWish(all, deed))}
      >
        <Icon aria-hidden className={cn(pressed && deed === "favourite" && "fill-current")} />
      </Button>
    );
  });
}
