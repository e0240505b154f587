"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { useIsNarrow } from "@/components/use-is-narrow";
import { galleryWishesOf } from "@/lib/gallery-address";
import { cn } from "@/lib/utils";
import type { GalleryAddressState } from "./use-gallery-address";

// Not seen at first.
const GalleryFilterFields = lazy(() =>
  import("./gallery-filter-fields").then((module) => ({ default: module.GalleryFilterFields })),
);

/** The way to the filters: beside the button where there is room, from the foot of a phone. */
export function GalleryFilter({ address, narrow }: Pick<GalleryAddressState, "address" | "narrow">) {
  const t = useTranslations("gallery.filter");
  const isNarrow = useIsNarrow();
  const [open, setOpen] = useState(false);
  const count = galleryWishesOf(address).length;
  const fields = (
    <Suspense fallback={<Skeleton className="h-96" />}>
      <GalleryFilterFields address={address} narrow={narrow} />
    </Suspense>
  );
  if (isNarrow) {
    return (
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <FilterButton count={count} className="h-10" />
        </SheetTrigger>
        <SheetContent title={t("title")}>
          {fields}
          <Button size="lg" onClick={() => setOpen(false)}>
            {t("show")}
          </Button>
        </SheetContent>
      </Sheet>
    );
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <FilterButton count={count} />
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={t("title")}
        className="max-h-(--radix-popover-content-available-height) w-88 overflow-y-auto"
      >
        {fields}
      </PopoverContent>
    </Popover>
  );
}

function FilterButton({ count, className, ...props }: ButtonProps & { count: number }) {
  const t = useTranslations("gallery.filter");
  return (
    <Button
      variant="outline"
      size="sm"
      aria-label={count > 0 ? t("openActive", { count }) : t("open")}
      className={cn(count > 0 && "border-primary text-primary-text", className)}
      {...props}
    >
      <ListFilter aria-hidden />
      <span className="max-md:sr-only">{t("open")}</span>
      {count > 0 && <span className="tabular-nums">{count}</span>}
    </Button>
  );
}
