import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["a", "b"];

export default function Loading() {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-5 md:px-6 md:py-6" aria-busy="true">
      <Skeleton className="h-7 w-32" />
      <Skeleton className="mt-2 h-4 w-96 max-w-full" />
      <div className="mt-6 flex flex-col gap-4">
        {CARDS.map((card) => (
          <div key={card} className="rounded-lg border bg-card">
            <div className="flex flex-wrap justify-between gap-3 p-4">
              <div className="flex flex-col gap-2">
                <Skeleton className="h-5 w-48" />
                <Skeleton className="h-3 w-64 max-w-full" />
              </div>
              <Skeleton className="h-8 w-56" />
            </div>
            <div className="grid gap-4 border-t px-4 py-3 sm:grid-cols-2 xl:grid-cols-4">
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
