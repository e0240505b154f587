import { SheetSkeleton } from "@/components/batch-builder/batch-builder";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="flex h-[calc(100dvh-3.5rem)] min-h-[36rem] w-full flex-col px-4 pt-4 max-md:h-[calc(100dvh-7rem)] md:px-6">
      <Skeleton className="mb-3 h-6 w-64 max-w-full" />
      <SheetSkeleton />
    </div>
  );
}
