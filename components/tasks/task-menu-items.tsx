"use client";

import { Copy, Repeat, SquareArrowOutUpRight, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { useRunAgain } from "@/components/task/use-run-again";
import { useTaskActions } from "@/components/tasks/task-actions";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { OpenMenu } from "@/components/ui/open-menu";
import type { Opened } from "@/components/ui/opener";
import { onTasks } from "@/lib/action-target";
import type { TaskView } from "@/lib/task-schemas";

interface TaskMenuItemsProps extends Opened {
  readonly task: TaskView;
  readonly onRunAgain: (() => void) | undefined;
  readonly withOpen: boolean;
}

/** The items of a TaskMenu. */
export function TaskMenuItems({ task, onRunAgain, withOpen, ...opened }: TaskMenuItemsProps) {
  const t = useTranslations("batches.actions");
  const words = useTranslations("tasks.actions");
  const mayAct = useMayAct();
  const { request } = useTaskActions();
  const { runAgain } = useRunAgain();
  const again = async () => {
    if ((await runAgain(task)) !== null) onRunAgain?.();
  };
  return (
    <OpenMenu {...opened} align="end">
      {withOpen && (
        <DropdownMenuItem asChild>
          <Link href={`/tasks/${task.id}`}>
            <SquareArrowOutUpRight aria-hidden />
            {t("open")}
          </Link>
        </DropdownMenuItem>
      )}
      {mayAct && (
        <>
          <DropdownMenuItem onSelect={() => void again()}>
            <Repeat aria-hidden />
            {t("again")}
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <Link href={`/tasks/new?from=${task.id}`}>
              <Copy aria-hidden />
              {t("copy")}
            </Link>
          </DropdownMenuItem>
        </>
      )}
      {mayAct && withOpen && (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem variant="destructive" onSelect={() => request("delete", onTasks(task))}>
            <Trash2 aria-hidden />
            {words("delete")}
          </DropdownMenuItem>
        </>
      )}
    </OpenMenu>
  );
}
