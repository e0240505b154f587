import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["h-28", "h-64", "h-52"];

export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="h-7 w-32" />
      <Skeleton className="mt-2 h-4 w-64 max-w-full" />
      <div className="mt-6 flex max-w-3xl flex-col gap-4">
        {CARDS.map((height) => (
          <Skeleton key={height} className={height} />
        ))}
      </div>
    </div>
  );
}
