"use client";

import { Play, Square, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { StartForecast } from "@/components/forecast/start-forecast";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import type { ActionTarget } from "@/lib/action-target";
import { batchActions, type TaskAction, type TaskStatus } from "@/lib/task-status";

const ICONS = { start: Play, stop: Square, delete: Trash2 } as const;

interface BatchBarProps {
  /** What is selected. */
  readonly target: ActionTarget;
  /** How many are selected; null when only the server can count (everything that matches a filter). */
  readonly count: number | null;
  /** How many of them are on other pages. */
  readonly elsewhere: number;
  /** Statuses among the selected. */
  readonly statuses: ReadonlySet<TaskStatus>;
  readonly everything: boolean;
  /** Offered when the whole page is selected and more match: null hides the offer. */
  readonly selectAll: { readonly count: number | null; readonly onSelect: () => void } | null;
  readonly busy: boolean;
  readonly onAction: (action: TaskAction) => void;
  readonly onClear: () => void;
}

/**
 * Slides over the foot of the table and offers exactly what every selected task allows. A start asks nothing, since it
 * destroys nothing; what it will cost stands above its button instead, before anybody presses it.
 */
export function BatchBar(props: BatchBarProps) {
  const { target, count, elsewhere, statuses, everything, selectAll, busy, onAction, onClear } = props;
  const t = useTranslations("tasks.batch");
  const mayAct = useMayAct();
  const actions = mayAct ? batchActions(statuses) : [];
  const forecastId = useId();
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-20 flex justify-center px-3 md:bottom-4 md:left-(--sidebar-width)">
      <div
        role="toolbar"
        aria-label={t("label")}
        className="fade-in-0 slide-in-from-bottom-3 pointer-events-auto flex max-w-full animate-in flex-col gap-1.5 rounded-xl border border-border-strong bg-popover p-2 pl-3.5 shadow-xl duration-150"
      >
        {/* Above the buttons and never wider than they are: whatever it comes to say, they stay where they are. */}
        {actions.includes("start") && (
          <StartForecast id={forecastId} target={target} className="w-0 min-w-full pr-1.5" />
        )}
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
          <span className="whitespace-nowrap font-medium text-[13px] tabular-nums" aria-live="polite">
            <Selected count={count} everything={everything} />
            {elsewhere > 0 && (
              <span className="font-normal text-muted-foreground">
                {" "}
                {t("elsewhere", { count: elsewhere })}
              </span>
            )}
          </span>
          {selectAll !== null && (
            <Button variant="link" size="xs" className="px-1" onClick={selectAll.onSelect}>
              {selectAll.count === null ? t("selectAllUnknown") : t("selectAll", { count: selectAll.count })}
            </Button>
          )}
          <span className="ml-auto flex flex-wrap items-center gap-1.5 md:ml-4">
            {statuses.size > 1 && actions.length === 1 && (
              <span className="mr-1 text-muted-foreground text-xs max-lg:hidden">{t("mixed")}</span>
            )}
            {actions.map((action) => {
              const Icon = ICONS[action];
              return (
                <Button
                  key={action}
                  data-action={action}
                  size="sm"
                  variant={action === "delete" ? "destructive" : action === "start" ? "default" : "outline"}
                  aria-label={t(`${action}Name`)}
                  aria-describedby={action === "start" ? forecastId : undefined}
                  disabled={busy}
                  onClick={() => onAction(action)}
                >
                  <Icon aria-hidden className="size-3.5" />
                  {t(action)}
                </Button>
              );
            })}
            <Button variant="ghost" size="icon-sm" aria-label={t("clear")} onClick={onClear}>
              <X aria-hidden />
            </Button>
          </span>
        </div>
      </div>
    </div>
  );
}

function Selected({ count, everything }: { count: number | null; everything: boolean }) {
  const t = useTranslations("tasks.batch");
  if (count === null) return t("selectedAllUnknown");
  return everything ? t("selectedAll", { count }) : t("selected", { count });
}
