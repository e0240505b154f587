"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { GalleryPage } from "@/lib/gallery-schemas";
import type { GalleryAddressState } from "./use-gallery-address";

/** Keyset pages know "older" and "newer", at any depth equally fast. Nothing while everything fits on one. */
export function GalleryPager({ gallery, page }: { gallery: GalleryAddressState; page: GalleryPage }) {
  const t = useTranslations("gallery.pages");
  const { previousCursor, nextCursor } = page;
  if (previousCursor === null && nextCursor === null) return null;
  const number = previousCursor === null ? 1 : gallery.address.page;
  return (
    <nav
      aria-label={t("label")}
      className="flex items-center justify-end gap-1 border-t px-3 py-2.5 text-[13px] text-muted-foreground tabular-nums md:px-5"
    >
      <span className="mr-2 max-sm:sr-only">{t("page", { page: number })}</span>
      {number > 2 && (
        <Button variant="ghost" size="xs" className="max-md:h-10" onClick={gallery.first}>
          {t("first")}
        </Button>
      )}
      <Button
        variant="outline"
        size="xs"
        className="max-md:h-10"
        disabled={previousCursor === null}
        onClick={() => previousCursor !== null && gallery.turn(previousCursor, -1)}
      >
        <ChevronLeft aria-hidden />
        {t("previous")}
      </Button>
      <Button
        variant="outline"
        size="xs"
        className="max-md:h-10"
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && gallery.turn(nextCursor, 1)}
      >
        {t("next")}
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
