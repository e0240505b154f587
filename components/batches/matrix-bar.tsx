"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Label } from "@/components/ui/label";
import { OptionSelect } from "@/components/ui/option-select";
import { TASK_STATUSES, type TaskStatus } from "@/lib/task-status";

const ALL = "all";

/** The matrix's head line: what is left out, and which rows are shown. */
export function MatrixBar({
  title,
  status,
  onShow,
  sameEverywhere,
}: {
  title: string;
  status: TaskStatus | null;
  onShow: (status: TaskStatus | null) => void;
  /** How many inputs have no column, because every row has the same. */
  sameEverywhere: number;
}) {
  const t = useTranslations("batches.matrix");
  const words = useTranslations("common.status");
  const id = useId();
  return (
    <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <h2 id="matrix-title" className="font-semibold text-[15px]">
          {title}
        </h2>
        {sameEverywhere > 0 && (
          <p className="text-muted-foreground text-xs">{t("same", { count: sameEverywhere })}</p>
        )}
      </div>
      <div className="flex items-center gap-2">
        <Label htmlFor={id} className="font-normal text-[13px] text-muted-foreground">
          {t("show")}
        </Label>
        <OptionSelect
          id={id}
          size="sm"
          className="w-36"
          value={status ?? ALL}
          onChange={(chosen) => onShow(chosen === ALL ? null : chosen)}
          options={[
            { value: ALL, label: t("all") },
            ...TASK_STATUSES.map((known) => ({ value: known, label: words(known) })),
          ]}
        />
      </div>
    </div>
  );
}
