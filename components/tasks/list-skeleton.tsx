import { Skeleton } from "@/components/ui/skeleton";

const ROWS = Array.from({ length: 10 }, (_, index) => index);

/** The table's own layout, waiting. */
export function RowsSkeleton() {
  return (
    <div aria-hidden>
      <div className="h-9 border-b" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-15 items-center gap-6 border-b px-3 md:h-11 md:px-4">
          <Skeleton className="size-4 rounded-sm" />
          <Skeleton className="h-3.5 max-w-56 flex-1" />
          <Skeleton className="h-3.5 w-20 max-md:hidden" />
          <Skeleton className="ml-auto h-5 w-20" />
          <Skeleton className="h-3.5 w-24 max-md:hidden" />
          <Skeleton className="h-6 w-20" />
        </div>
      ))}
    </div>
  );
}

/** The whole page before anything is known. */
export function ListSkeleton() {
  return (
    <div>
      <div className="flex items-center gap-3 px-3 pt-4 pb-2 md:px-5">
        <Skeleton className="h-7 w-20" />
        <Skeleton className="ml-auto h-8 w-72 max-md:w-32" />
      </div>
      <div className="flex h-9 items-center gap-4 border-b px-3 md:px-5">
        <Skeleton className="h-3.5 w-16" />
        <Skeleton className="h-3.5 w-16" />
        <Skeleton className="h-3.5 w-16" />
      </div>
      <RowsSkeleton />
    </div>
  );
}
