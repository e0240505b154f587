"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ReadFailure } from "@/components/read-failure";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { cn } from "@/lib/utils";
import { GalleryChips } from "./gallery-chips";
import { GalleryGrid } from "./gallery-grid";
import { GalleryPager } from "./gallery-pager";
import { TilesSkeleton } from "./gallery-skeleton";
import { EmptyGallery } from "./gallery-states";
import { GalleryTabs } from "./gallery-tabs";
import { GalleryToolbar } from "./gallery-toolbar";
import { PickedBar } from "./picked-bar";
import { useGalleryAddress } from "./use-gallery-address";
import { useGalleryPage } from "./use-gallery-page";
import { useMarks } from "./use-marks";
import { useOpenResult } from "./use-open-result";
import { usePicked } from "./use-picked";

// They come when somebody asks for them: the grid does not wait for them.
const Viewer = dynamic(() => import("./viewer").then((module) => module.Viewer), { ssr: false });
const Compare = dynamic(() => import("./compare").then((module) => module.Compare), { ssr: false });

const NO_ITEMS: readonly GalleryItem[] = [];

/** All kept results, a page of them at a time. */
export function Gallery() {
  const t = useTranslations("gallery");
  const gallery = useGalleryAddress();
  const { page, count } = useGalleryPage(gallery.filter, gallery.address.cursor);
  const items = page.data?.items ?? NO_ITEMS;
  const marks = useMarks(items);
  const picked = usePicked(items);
  const result = useOpenResult(page, gallery.turn);
  const [comparing, setComparing] = useState(false);
  const grid = useRef<HTMLUListElement>(null);
  const tileOf = (id: string) => grid.current?.querySelector<HTMLElement>(`[data-tile="${id}"]`) ?? null;
  return (
    <>
      <GalleryToolbar gallery={gallery} count={count} />
      <GalleryTabs address={gallery.address} narrow={gallery.narrow} />
      <GalleryChips gallery={gallery} />
      {page.isError && items.length > 0 && (
        <p role="status" className="px-3 pt-3 text-notice-foreground text-sm md:px-5">
          {t("error.stale")}
        </p>
      )}
      {items.length > 0 ? (
        <div className={cn("transition-opacity", page.isPlaceholderData && "opacity-60")}>
          <GalleryGrid ref={grid} items={items} marks={marks} picked={picked} onOpen={result.open} />
        </div>
      ) : page.isPending ? (
        <TilesSkeleton />
      ) : page.isError ? (
        <ReadFailure
          words="gallery.error"
          error={page.error}
          onRetry={() => void page.refetch()}
          retrying={page.isFetching}
        />
      ) : (
        <EmptyGallery gallery={gallery} />
      )}
      {page.data !== undefined && <GalleryPager gallery={gallery} page={page.data} />}
      <PickedBar picked={picked} marks={marks} onCompare={() => setComparing(true)} />
      {result.openId !== null && (
        <Viewer
          items={items}
          openId={result.openId}
          marks={marks}
          onMove={result.move}
          onClose={result.close}
          onOlder={result.older}
          onNewer={result.newer}
          returnTo={tileOf}
        />
      )}
      {comparing && (
        <Compare items={[...picked.items.values()]} marks={marks} onClose={() => setComparing(false)} />
      )}
    </>
  );
}
