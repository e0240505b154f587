import { Skeleton } from "@/components/ui/skeleton";
import { GRID } from "./grid-layout";

const TILES = Array.from({ length: 24 }, (_, at) => at);

/** The tiles, waiting: as large as those that come. */
export function TilesSkeleton() {
  return (
    <div aria-hidden className={GRID}>
      {TILES.map((tile) => (
        <div key={tile}>
          <Skeleton className="aspect-square w-full rounded-lg" />
          <Skeleton className="mt-1.5 mb-1 h-3.5 w-3/4" />
        </div>
      ))}
    </div>
  );
}

/** The whole page before anything is known. */
export function GallerySkeleton() {
  return (
    <div aria-busy="true">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 pt-4 pb-2 md:px-5">
        <Skeleton className="h-7 w-24" />
        <Skeleton className="ml-auto h-8 w-20" />
        <Skeleton className="h-8 w-28" />
      </div>
      <div className="flex h-11 items-center gap-2 border-b px-3 md:px-5">
        <Skeleton className="h-7 w-14" />
        <Skeleton className="h-7 w-20" />
        <Skeleton className="h-7 w-20" />
        <Skeleton className="h-7 w-20" />
      </div>
      <TilesSkeleton />
    </div>
  );
}
