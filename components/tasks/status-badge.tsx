import { ArrowUp, Check, Circle, CircleDotDashed, Clock, type LucideIcon, Square, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TaskStatus } from "@/lib/task-status";
import { cn } from "@/lib/utils";

interface Look {
  /** Never colour alone: each status has a mark of its own. */
  readonly mark: LucideIcon;
  /** Colours live in app/globals.css, one pair per status and theme; a test computes their contrast. */
  readonly colours: string;
  readonly markClass?: string;
}

/** THE table of how statuses look. */
const LOOKS: Record<TaskStatus, Look> = {
  READY: { mark: Circle, colours: "bg-status-ready-bg text-status-ready" },
  PENDING: { mark: Clock, colours: "bg-status-pending-bg text-status-pending" },
  QUEUED: { mark: ArrowUp, colours: "bg-status-queued-bg text-status-queued" },
  RUNNING: {
    mark: CircleDotDashed,
    colours: "bg-status-running-bg text-status-running",
    markClass: "turn-slowly",
  },
  SUCCESS: { mark: Check, colours: "bg-status-success-bg text-status-success" },
  FAILED: { mark: X, colours: "bg-status-failed-bg text-status-failed" },
  STOPPED: {
    mark: Square,
    colours: "bg-status-stopped-bg text-status-stopped",
    markClass: "fill-current p-px",
  },
};

/** A mark alone, for tabs and tight places that name the status themselves. */
export function StatusMark({ status }: { status: TaskStatus }) {
  const { mark: Mark, colours, markClass } = LOOKS[status];
  return (
    <span aria-hidden className={cn("inline-flex size-4 items-center justify-center rounded-sm", colours)}>
      <Mark className={cn("size-3", markClass)} strokeWidth={2.5} />
    </span>
  );
}

export function StatusBadge({ status, className }: { status: TaskStatus; className?: string }) {
  const t = useTranslations("common");
  const { mark: Mark, colours, markClass } = LOOKS[status];
  return (
    <span
      data-status={status}
      className={cn(
        "inline-flex h-5.5 shrink-0 items-center gap-1 whitespace-nowrap rounded-md px-1.5 font-medium text-xs",
        colours,
        className,
      )}
    >
      <Mark aria-hidden className={cn("size-3.5", markClass)} strokeWidth={2.25} />
      {t(`status.${status}`)}
    </span>
  );
}
