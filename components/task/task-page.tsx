"use client";

import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { TaskDetail } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { Attempts } from "./attempts";
import { Facts } from "./facts";
import { Inputs } from "./inputs";
import { Outputs } from "./outputs";
import { StatePanel } from "./state-panel";
import { TaskHeader } from "./task-header";
import { Timeline } from "./timeline";
import { useTaskDetail } from "./use-task-detail";

/** Everything about one task, live. `fields` gives its inputs their names, where the library knows the workflow. */
export function TaskPage({ initial, fields }: { initial: TaskDetail; fields: readonly FormField[] }) {
  const t = useTranslations("task");
  const { task, isDeleted, isStale } = useTaskDetail(initial);
  if (isDeleted) {
    return (
      <EmptyState
        isPage
        icon={Trash2}
        title={t("notFound.deletedTitle")}
        actions={
          <Button asChild variant="outline">
            <Link href="/tasks">{t("back")}</Link>
          </Button>
        }
      >
        {t("notFound.deletedBody")}
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-5 md:px-6 md:py-6">
      <TaskHeader task={task} />
      {isStale && (
        <p role="status" className="mt-3 text-notice-foreground text-sm">
          {t("stale")}
        </p>
      )}
      <div className="mt-5 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <StatePanel task={task} fields={fields} />
          <Outputs task={task} />
          <Inputs inputs={task.nodeInfoList} fields={fields} />
          <Attempts taskId={task.id} attempts={task.attempts} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Facts task={task} />
          <Timeline events={task.events} />
        </div>
      </div>
    </div>
  );
}
