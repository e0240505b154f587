import { SettingsColumns } from "@/components/settings/settings-columns";
import { Skeleton } from "@/components/ui/skeleton";

const COLUMNS = [
  ["h-28", "h-64"],
  ["h-96", "h-52"],
];

export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="h-7 w-32" />
      <Skeleton className="mt-2 h-4 w-64 max-w-full" />
      <div className="mt-6">
        <SettingsColumns>
          {COLUMNS.map((cards) => (
            <div key={cards.join()}>
              {cards.map((height) => (
                <Skeleton key={height} className={height} />
              ))}
            </div>
          ))}
        </SettingsColumns>
      </div>
    </div>
  );
}
