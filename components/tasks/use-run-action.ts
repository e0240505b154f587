"use client";

import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { useRefreshBatches } from "@/components/batches/use-refresh-batches";
import { useErrorText } from "@/components/error-text";
import { useLive } from "@/components/live/live-tasks";
import type { Watched } from "@/components/operations/use-watched-operations";
import { useRunOne } from "@/components/tasks/use-run-one";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { ActionTarget } from "@/lib/action-target";
import { asItWas, expectedAfter } from "@/lib/expected-task";
import type { TaskView } from "@/lib/task-schemas";
import type { TaskAction } from "@/lib/task-status";

type AskForMany = (action: TaskAction, target: ActionTarget, watched: Watched) => Promise<void>;

/** Buttons stay quiet for so long: the second half of a double click must not press what has come in their place. */
const QUIET_MS = 500;
/** More rows than any page shows; of larger selections the news tell soon enough. */
const MAX_EXPECTED = 200;

const WHOLE = "everything that matches";

/** Carries out actions: on one task by its own call, on more as an operation. What is under way is not begun again. */
export function useRunAction(askForMany: AskForMany) {
  const t = useTranslations("tasks.toast");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const refreshBatches = useRefreshBatches();
  const runOne = useRunOne();
  const { tell } = useLive();
  const begun = useRef(new Set<string>());
  const [doing, setDoing] = useState<ReadonlyMap<string, TaskAction>>(new Map());

  const runMany = useCallback(
    async (action: TaskAction, target: ActionTarget, name: string | undefined) => {
      const tasks = target.kind === "tasks" && target.tasks.length <= MAX_EXPECTED ? target.tasks : [];
      const before: readonly TaskView[] = action === "delete" ? [] : tasks;
      // Before the answer, so that the eye sees the press at once.
      if (action !== "delete") tell({ tasks: tasks.map((task) => expectedAfter(action, task)) });
      try {
        await askForMany(action, target, { before, name });
      } catch (error) {
        tell({ tasks: before.map(asItWas) });
        toast.error(t("batchFailed"), { description: errorText(error) });
      }
    },
    [askForMany, tell, t, errorText],
  );

  const run = useCallback(
    async (action: TaskAction, target: ActionTarget, name?: string) => {
      const keys = target.kind === "tasks" ? target.tasks.map(({ id }) => id) : [WHOLE];
      if (keys.some((key) => begun.current.has(key))) return;
      const only = target.kind === "tasks" && target.tasks.length === 1 ? target.tasks[0] : undefined;
      for (const key of keys) begun.current.add(key);
      setDoing((known) => new Map([...known, ...keys.map((key) => [key, action] as const)]));
      const quiet = new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      await (only === undefined ? runMany(action, target, name) : runOne(action, only));
      void utils.tasks.invalidate();
      refreshBatches({ rowsToo: action === "delete" });
      void utils.queue.lane.invalidate();
      await quiet;
      for (const key of keys) begun.current.delete(key);
      setDoing((known) => new Map([...known].filter(([key]) => !keys.includes(key))));
    },
    [runMany, runOne, utils, refreshBatches],
  );
  return { run, doing, doingFilter: doing.get(WHOLE) ?? null };
}
