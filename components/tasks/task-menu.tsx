"use client";

import { Copy, Ellipsis, Repeat, SquareArrowOutUpRight, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { useRunAgain } from "@/components/task/use-run-again";
import { useTaskActions } from "@/components/tasks/task-actions";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { onTasks } from "@/lib/action-target";
import type { TaskView } from "@/lib/task-schemas";

/** What can be done with a task besides its buttons. `withOpen`: where no other link leads to it and no button deletes it. */
export function TaskMenu({
  task,
  label,
  onRunAgain,
  withOpen = false,
}: {
  task: TaskView;
  /** Accessible name of the button. */
  label: string;
  onRunAgain?: () => void;
  withOpen?: boolean;
}) {
  const t = useTranslations("batches.actions");
  const words = useTranslations("tasks.actions");
  const mayAct = useMayAct();
  const { request } = useTaskActions();
  const { runAgain } = useRunAgain();
  const again = async () => {
    if ((await runAgain(task)) !== null) onRunAgain?.();
  };
  if (!mayAct && !withOpen) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={label}
          className="text-muted-foreground pointer-coarse:size-10"
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
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
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
