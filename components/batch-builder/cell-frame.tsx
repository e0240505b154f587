import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { SheetColumn } from "@/lib/sheet/columns";
import { cn } from "@/lib/utils";

/** What every cell looks like at rest: its content, and a mark where something is wrong. */
export function CellFrame({
  column,
  index,
  problem,
  children,
}: {
  column: SheetColumn;
  /** From 0; with the key it tells where files were dropped. */
  index: number;
  problem: string | null;
  children: ReactNode;
}) {
  return (
    <div
      data-column={column.key}
      data-label={column.label}
      data-row={index}
      data-invalid={problem === null ? undefined : ""}
      title={problem ?? undefined}
      className={cn(
        "flex size-full min-w-0 items-center gap-1.5 px-2.5 text-[13px]",
        problem !== null && "bg-status-failed-bg text-status-failed",
      )}
    >
      {children}
      {problem !== null && (
        <>
          <TriangleAlert aria-hidden className="ml-auto size-3.5 shrink-0" />
          <span className="sr-only">{problem}</span>
        </>
      )}
    </div>
  );
}
