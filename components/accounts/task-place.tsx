"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import type { TaskView } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import { MovePlaceDialog } from "./move-place-dialog";
import { useSiteName } from "./site-name";

/** A task that may be running, or has its results, stays where it is. */
const MOVABLE: readonly TaskStatus[] = ["READY", "PENDING", "FAILED", "STOPPED"];

/** Which account a task runs on, and the way to another one. */
export function TaskPlace({ task }: { task: TaskView }) {
  const t = useTranslations("accounts.place");
  const siteName = useSiteName();
  const mayAct = useMayAct();
  const [isMoving, setMoving] = useState(false);
  const { data: accounts } = trpc.accounts.list.useQuery();
  const bound = accounts?.find(({ id }) => id === task.accountId);
  const words =
    task.accountId === null
      ? t("any", { site: siteName(task.site) })
      : (bound?.name ?? (accounts === undefined ? "…" : t("gone")));
  const hasChoice = accounts !== undefined && (accounts.length > 1 || task.accountId !== null);
  const isMovable = MOVABLE.includes(task.status) && task.hold === null;
  return (
    <span className="inline-flex max-w-full flex-wrap items-center justify-end gap-x-1.5">
      <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
      {mayAct && isMovable && hasChoice && (
        <>
          <Button variant="link" size="xs" className="-my-1 h-6 px-0" onClick={() => setMoving(true)}>
            {t("move")}
          </Button>
          <MovePlaceDialog task={task} accounts={accounts} open={isMoving} onClose={() => setMoving(false)} />
        </>
      )}
    </span>
  );
}
