"use client";

import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { TaskStatus } from "@/lib/task-status";

/** No row has the wanted status, or there is none from the asked row on. */
export function NoRows({ status, onShowAll }: { status: TaskStatus | null; onShowAll: () => void }) {
  const t = useTranslations("batches.matrix");
  const words = useTranslations("common.status");
  return (
    <EmptyState
      icon={SearchX}
      title={status === null ? t("noneHere") : t("onlyEmpty", { status: words(status) })}
      actions={
        <Button variant="outline" onClick={onShowAll}>
          {t("showAll")}
        </Button>
      }
    />
  );
}
