import { Skeleton } from "@/components/ui/skeleton";

const FIGURES = ["a", "b", "c", "d", "e", "f"];
const CHARTS = ["a", "b", "c", "d"];

/** The layout of the figures, before they are there. */
export function DashboardSkeleton() {
  return (
    <>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        {FIGURES.map((figure) => (
          <Skeleton key={figure} className="h-[5.25rem] rounded-lg" />
        ))}
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        {CHARTS.map((chart) => (
          <Skeleton key={chart} className="h-80 rounded-lg" />
        ))}
      </div>
    </>
  );
}
