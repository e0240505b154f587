import { SheetSkeleton } from "@/components/batch-builder/batch-builder";
import { BuilderFrame } from "@/components/batch-builder/builder-frame";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <BuilderFrame>
      <Skeleton className="mb-3 h-6 w-64 max-w-full" />
      <SheetSkeleton />
    </BuilderFrame>
  );
}
