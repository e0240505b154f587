"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Flash } from "@/components/tasks/flash";
import { Glance } from "@/components/tasks/glance";
import { StatusBadge } from "@/components/tasks/status-badge";
import { useTaskActions } from "@/components/tasks/task-actions";
import type { ShownRow } from "@/lib/task-list-view";

/** The badge and, beside it, the one thing worth knowing about this status now. */
export function StatusCell({ row }: { row: ShownRow }) {
  return (
    <Flash value={row.task.status} className="flex items-center gap-2">
      <StatusBadge status={row.task.status} />
      <Aside row={row} />
    </Flash>
  );
}

/** What is being done with the task this moment, else what its status leaves to say. */
export function Aside({ row: { task, gone } }: { row: ShownRow }) {
  const t = useTranslations("tasks");
  const doing = useTaskActions().doing.get(task.id);
  if (doing !== undefined) return <Quiet>{t(`doing.${doing}`)}</Quiet>;
  if (gone === "deleted") return <Quiet>{t("gone")}</Quiet>;
  return <Glance task={task} />;
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="min-w-0 truncate text-muted-foreground text-xs md:text-[13px]">{children}</span>;
}
