import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e"];

export default function Loading() {
  return (
    <div className="mx-auto w-full max-w-[100rem] px-4 py-5 md:px-6 md:py-6" aria-busy="true">
      <Skeleton className="h-4 w-16" />
      <Skeleton className="mt-3 h-7 w-72 max-w-full" />
      <Skeleton className="mt-2 h-4 w-56" />
      <Skeleton className="mt-5 h-2 w-full" />
      <div className="mt-6 divide-y rounded-lg border bg-card">
        {ROWS.map((row) => (
          <div key={row} className="flex h-24 items-center gap-4 px-4">
            <Skeleton className="h-4 w-8" />
            <Skeleton className="h-12 max-w-56 flex-1" />
            <Skeleton className="size-20" />
          </div>
        ))}
      </div>
    </div>
  );
}
