"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { TaskView } from "@/lib/task-schemas";

/** Goes through the runs of a row; the newest is shown until somebody looks back. */
export function RunStepper({
  row,
  runs,
  shown,
  onChoose,
}: {
  /** As people count. */
  row: number;
  /** The newest first. */
  runs: readonly TaskView[];
  shown: TaskView;
  /** Null: the newest, whichever that will be. */
  onChoose: (taskId: string | null) => void;
}) {
  const t = useTranslations("batches.matrix");
  const at = runs.findIndex(({ id }) => id === shown.id);
  const [earlier, later] = [runs[at + 1], runs[at - 1]];
  const number = runs.length - at;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons of one row
    <div role="group" aria-label={t("runs", { row })} className="-ml-2 mt-1 flex items-center text-xs">
      <Button
        variant="ghost"
        size="icon-xs"
        className="size-6"
        aria-label={t("earlier")}
        disabled={earlier === undefined}
        onClick={() => earlier !== undefined && onChoose(earlier.id)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <span aria-live="polite">
        <span aria-hidden>
          {number}/{runs.length}
        </span>
        <span className="sr-only">{t("run", { number, total: runs.length })}</span>
      </span>
      <Button
        variant="ghost"
        size="icon-xs"
        className="size-6"
        aria-label={t("later")}
        disabled={later === undefined}
        onClick={() => onChoose(at === 1 ? null : (later?.id ?? null))}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
