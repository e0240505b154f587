"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { operationAction } from "@/app/(app)/tasks/actions";
import { askAgain } from "@/components/ask-again";
import { useErrorText } from "@/components/error-text";
import type { OperationDeeds } from "@/components/operations/operation-line";
import { useAfterOperation } from "@/components/operations/use-after-operation";
import { isUnderWay } from "@/components/operations/use-recent-operations";
import { useWatchedOperations, type Watched } from "@/components/operations/use-watched-operations";
import { useActor } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { later } from "@/components/ui/later";
import type { ActionTarget } from "@/lib/action-target";
import { operationTarget } from "@/lib/action-target";
import type { OperationView, RequestOperation } from "@/lib/operation-schemas";
import type { TaskAction } from "@/lib/task-status";

const uuid = later(() => import("uuidv7").then(({ uuidv7 }) => uuidv7));

/** @throws Error with the code of the refusal */
async function send(input: RequestOperation): Promise<OperationView> {
  const answer = await operationAction(input);
  if (answer.ok) return answer.data;
  throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
}

/** Asks for operations, follows them to their end, and tells how they ended. */
export function useOperations() {
  const t = useTranslations("operations.toast");
  const actor = useActor();
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const askUndo = trpc.operations.undo.useMutation().mutateAsync;
  const askAbort = trpc.operations.abort.useMutation().mutateAsync;
  const [report, setReport] = useState<OperationView | null>(null);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<ReadonlySet<string>>(new Set());
  const undoLater = useRef<(operation: OperationView) => void>(() => {});
  const after = useAfterOperation(
    setReport,
    useCallback((operation) => undoLater.current(operation), []),
  );
  const { operations, watch, forget } = useWatchedOperations(after);

  /** An operation is known here from the moment it is asked for, so that its end is told even when it comes at once. */
  const begin = useCallback(
    async (id: string, watched: Watched, send: () => Promise<OperationView>) => {
      watch(id, watched);
      try {
        const accepted = await askAgain(send);
        // An undo that somebody else asked for first is that one.
        if (accepted.id !== id) watch(accepted.id, watched);
        utils.operations.recent.setData(undefined, (known = []) => [
          accepted,
          ...known.filter((operation) => operation.id !== accepted.id),
        ]);
      } catch (error) {
        forget(id);
        throw error;
      }
    },
    [watch, forget, utils],
  );

  /** @throws what the server refused it with */
  const request = useCallback(
    async (action: TaskAction, target: ActionTarget, watched: Watched) => {
      const id = (await uuid.load())();
      return begin(id, watched, () => send({ id, action, target: operationTarget(target) }));
    },
    [begin],
  );

  const once = useCallback(
    async (operation: OperationView, failure: "undoFailed" | "abortFailed", work: () => Promise<unknown>) => {
      setAsking((before) => new Set(before).add(operation.id));
      try {
        await work();
      } catch (error) {
        toast.error(t(failure), { description: errorText(error) });
      } finally {
        setAsking((before) => new Set([...before].filter((id) => id !== operation.id)));
        void utils.operations.recent.invalidate();
      }
    },
    [t, errorText, utils],
  );

  const deeds = useMemo<OperationDeeds>(
    () => ({
      abort: (operation) =>
        void once(operation, "abortFailed", () => askAgain(() => askAbort({ id: operation.id }))),
      undo: (operation) =>
        void once(operation, "undoFailed", async () => {
          const id = (await uuid.load())();
          await begin(id, {}, () => askUndo({ id, undone: operation.id }));
        }),
      report: setReport,
      dismiss: ({ id }) => setDismissed((before) => new Set(before).add(id)),
      asking,
    }),
    [once, askAbort, begin, askUndo, asking],
  );
  useEffect(() => {
    undoLater.current = deeds.undo;
  }, [deeds]);

  return {
    // One that meant no task has nothing to be followed or taken back; others' are over when they have ended.
    operations: operations.filter(
      (operation) =>
        operation.requested !== 0 &&
        !dismissed.has(operation.id) &&
        (isUnderWay(operation) || operation.actor === actor.name),
    ),
    deeds,
    request,
    report,
    closeReport: useCallback(() => setReport(null), []),
  };
}
