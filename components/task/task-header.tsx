"use client";

import { Copy, type LucideIcon, Play, Repeat, RotateCcw, Square, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { ShortId } from "@/components/short-id";
import { StatusBadge } from "@/components/tasks/status-badge";
import { useTaskActions } from "@/components/tasks/task-actions";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { onTasks } from "@/lib/action-target";
import type { TaskView } from "@/lib/task-schemas";
import { actionsFor, startLabel, type TaskAction } from "@/lib/task-status";
import { TaskNav } from "./task-nav";
import { useRunAgain } from "./use-run-again";

/** What the task is, how it stands, and what can be done with it. */
export function TaskHeader({ task }: { task: TaskView }) {
  return (
    <header>
      <TaskNav id={task.id} />
      <div className="mt-1 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1
            title={task.workflowName}
            className="line-clamp-3 font-semibold text-xl leading-7 tracking-tight [overflow-wrap:anywhere]"
          >
            {task.workflowName}
          </h1>
          <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
            <span aria-live="polite">
              <StatusBadge status={task.status} />
            </span>
            <ShortId id={task.id} />
          </div>
        </div>
        <HeaderActions task={task} />
      </div>
    </header>
  );
}

const ICONS: Record<TaskAction | "restart", LucideIcon> = {
  start: Play,
  restart: RotateCcw,
  stop: Square,
  delete: Trash2,
};

/** On a phone all of them stand on one line. */
const SLIM = "max-sm:gap-1 max-sm:px-2";

function HeaderActions({ task }: { task: TaskView }) {
  const t = useTranslations("task.actions");
  const words = useTranslations("tasks.actions");
  const viewerHint = useTranslations("shell")("viewerHint");
  const mayAct = useMayAct();
  const { request, doing } = useTaskActions();
  const isDoing = doing.get(task.id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons of one task
    <div
      role="group"
      aria-label={words("of", { name: task.workflowName })}
      title={mayAct ? undefined : viewerHint}
      className="flex flex-wrap items-center gap-2 max-sm:gap-1.5"
    >
      {actionsFor(task.status)
        .filter((action) => action !== "delete")
        .map((action) => {
          const label = action === "start" ? startLabel(task.status) : action;
          const Icon = ICONS[label];
          return (
            <Button
              key={action}
              // After a failure the cure below is what most people want.
              variant={action === "start" && task.status !== "FAILED" ? "default" : "outline"}
              className={SLIM}
              busy={isDoing === action}
              disabled={!mayAct || isDoing !== undefined}
              onClick={() => request(action, onTasks(task))}
            >
              {isDoing !== action && (
                <Icon aria-hidden className={action === "stop" ? "fill-current" : undefined} />
              )}
              {words(label)}
            </Button>
          );
        })}
      {mayAct && task.status !== "READY" && <RunAgainButton task={task} />}
      {mayAct && (
        <Hint text={t("copyHint")}>
          <Button asChild variant="outline" className={SLIM}>
            <Link href={`/tasks/new?from=${task.id}`}>
              <Copy aria-hidden />
              {t("copy")}
            </Link>
          </Button>
        </Hint>
      )}
      <Hint text={words("delete")}>
        <Button
          variant="ghost"
          size="icon"
          aria-label={words("delete")}
          className="text-muted-foreground hover:text-destructive-text"
          busy={isDoing === "delete"}
          disabled={!mayAct || isDoing !== undefined}
          onClick={() => request("delete", onTasks(task))}
        >
          {isDoing !== "delete" && <Trash2 aria-hidden />}
        </Button>
      </Hint>
    </div>
  );
}

/** A run of the same beside this one; the page goes on to the new task. */
function RunAgainButton({ task }: { task: TaskView }) {
  const t = useTranslations("task.actions");
  const router = useRouter();
  const { runAgain, running } = useRunAgain();
  const isRunning = running.has(task.id);
  const run = async () => {
    const again = await runAgain(task);
    if (again !== null) router.push(`/tasks/${again.id}`);
  };
  return (
    <Hint text={t("againHint")}>
      <Button variant="outline" className={SLIM} busy={isRunning} onClick={() => void run()}>
        {!isRunning && <Repeat aria-hidden />}
        {t("again")}
      </Button>
    </Hint>
  );
}
