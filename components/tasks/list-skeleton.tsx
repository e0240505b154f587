import { CARD_HEIGHT } from "@/components/tasks/card-height";
import { Skeleton } from "@/components/ui/skeleton";
import type { Density } from "@/lib/table-layout";
import { cn } from "@/lib/utils";

const ROWS = Array.from({ length: 10 }, (_, index) => index);

/** The list's own layout, waiting: the table's rows in the density the person chose, on a phone the cards. */
export function RowsSkeleton({ density }: { density: Density }) {
  return (
    <div aria-hidden data-density={density}>
      <div className="h-9 border-b max-md:hidden" />
      {ROWS.map((row) => (
        <div key={row} className="border-b">
          <RowSkeleton />
          <CardSkeleton />
        </div>
      ))}
    </div>
  );
}

function RowSkeleton() {
  return (
    <div className="flex h-11 items-center gap-3 pr-3 pl-4 in-data-[density=compact]:h-9 max-md:hidden">
      <Skeleton className="size-4 rounded-sm" />
      <Skeleton className="ml-1 size-8 in-data-[density=compact]:size-7" />
      <Skeleton className="h-3.5 max-w-56 flex-1" />
      <Skeleton className="ml-auto h-5 w-20" />
      <Skeleton className="ml-24 h-3.5 w-20 max-lg:hidden" />
      <Skeleton className="mr-8 ml-6 h-5 w-24" />
    </div>
  );
}

function CardSkeleton() {
  return (
    <div className={cn("flex gap-3 px-3 pt-3 md:hidden", CARD_HEIGHT)}>
      <Skeleton className="mt-2.5 size-5 rounded-sm" />
      <Skeleton className="size-10" />
      <div className="flex flex-1 flex-col gap-2 pt-0.5">
        <Skeleton className="h-4 w-40 max-w-full" />
        <Skeleton className="h-3 w-24" />
        <Skeleton className="mt-2 h-3 w-48 max-w-full" />
      </div>
      <Skeleton className="h-5 w-18" />
    </div>
  );
}

/** The whole page before anything is known. */
export function ListSkeleton({ density }: { density: Density }) {
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 pt-4 pb-2 md:px-5">
        <Skeleton className="h-7 w-20" />
        <Skeleton className="ml-auto h-8 w-26 md:order-last" />
        <Skeleton className="h-8 w-full md:w-88" />
      </div>
      <div className="flex h-9 items-center gap-4 border-b px-3 md:px-5">
        <Skeleton className="h-3.5 w-16" />
        <Skeleton className="h-3.5 w-16" />
        <Skeleton className="h-3.5 w-16" />
      </div>
      <RowsSkeleton density={density} />
    </div>
  );
}
