import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

/** One titled part of the page. */
export function SectionCard({
  title,
  count,
  actions,
  children,
}: {
  title: string;
  count?: number;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card className="min-w-0">
      <section aria-label={title}>
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1.5 border-b px-4 py-2">
          <h2 className="font-semibold text-[15px]">
            {title}
            {count !== undefined && count > 0 && (
              <span className="ml-1.5 font-normal text-muted-foreground text-sm tabular-nums">{count}</span>
            )}
          </h2>
          {actions}
        </div>
        {children}
      </section>
    </Card>
  );
}
